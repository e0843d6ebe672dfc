namespace Hub.Organisations.Accreditations;

/// <summary>What an accreditation is asked to cover.</summary>
/// <param name="On">The day that counts.</param>
public sealed record ScopeQuestion(DateOnly On)
{
    /// <summary>Types that count; empty: all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>ISCED-F fields, all of which have to be covered; null: it is not asked. None: the fields are not known, and only an accreditation without limits covers them.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>EQF level <c>1</c> to <c>8</c>; null: it is not asked; empty: the level is not known.</summary>
    public string? Level { get; init; }

    /// <summary>ISO 3166-1 alpha-2; null: it is not asked.</summary>
    public string? Country { get; init; }

    /// <summary>Kind of entry; null: it is not asked.</summary>
    public string? Kind { get; init; }

    /// <summary>Names by which an accreditation of a programme may mean the entry: its id, what it is part of or derived from; null: it is not asked about an entry.</summary>
    public IReadOnlyList<string>? Entries { get; init; }

    /// <summary>Accreditations that the entry itself names: public ids, identifiers, addresses of reports.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];
}

/// <summary>Why an accreditation does not cover what is asked. Names are public contract.</summary>
[Flags]
public enum ScopeLimits
{
    None = 0,
    Date = 1,
    Decision = 2,
    Status = 4,
    Type = 8,
    Field = 16,
    Level = 32,
    Country = 64,
    Kind = 128,

    /// <summary>It is about single programmes, and not known to be about this one.</summary>
    Programme = 256,

    /// <summary>It is that of the organisation above, and not about the institution with all that belongs to it.</summary>
    Organisation = 512,
}
