namespace Hub.Formats.Elmo;

/// <summary>A text or value of an ELMO file with the place it stands at.</summary>
/// <param name="Name">Of a text its language as the file says it, of an identifier its type, of credit its scheme, of a level its type, of an extension its column; else empty.</param>
/// <param name="Path">XPath of it.</param>
internal sealed record ElmoValue(string Name, string Text, string Path);

/// <summary>The one learner of an <c>elmo</c> element.</summary>
/// <param name="Person">Names and day of birth, by the column they go to.</param>
internal sealed record ElmoLearner(string Path, IReadOnlyList<ElmoValue> Identifiers, IReadOnlyList<ElmoValue> Person);

/// <summary>What a report says of the learning opportunities in it.</summary>
internal sealed class ElmoReport
{
    public required string Path { get; init; }

    public List<ElmoValue> Identifiers { get; } = [];

    /// <summary>Names of the issuer.</summary>
    public List<ElmoValue> Titles { get; } = [];

    public string IssuerPath { get; set; } = "";

    public ElmoValue? IssuedOn { get; set; }

    /// <summary>Grading schemes by their local ids, described in English where they are.</summary>
    public Dictionary<string, string> GradingSchemes { get; } = new(StringComparer.Ordinal);

    /// <summary>All nodes of its trees, each behind what it is part of.</summary>
    public List<ElmoNode> Nodes { get; } = [];

    /// <summary>Characters of what was read of it.</summary>
    public int Length { get; set; }
}

/// <summary>A learning opportunity and what the learner achieved in it.</summary>
internal sealed class ElmoNode
{
    public required string Path { get; init; }

    /// <summary>What it is part of; null at the top.</summary>
    public ElmoNode? Whole { get; init; }

    public List<ElmoValue> Identifiers { get; } = [];

    public List<ElmoValue> Titles { get; } = [];

    public string? Type { get; set; }

    /// <summary>Identifiers of the instance.</summary>
    public List<ElmoValue> InstanceIdentifiers { get; } = [];

    public ElmoValue? Date { get; set; }

    /// <summary>Last day of the academic term.</summary>
    public ElmoValue? TermEnd { get; set; }

    public ElmoValue? Status { get; set; }

    public ElmoValue? GradingScheme { get; set; }

    public ElmoValue? Grade { get; set; }

    /// <summary>Amounts of credit with their schemes; without those that have no amount.</summary>
    public List<ElmoValue> Credits { get; } = [];

    public List<ElmoValue> Levels { get; } = [];

    public ElmoValue? Language { get; set; }

    public ElmoValue? EngagementHours { get; set; }

    /// <summary>Columns that stand in the hub's extension.</summary>
    public List<ElmoValue> Extension { get; } = [];

    /// <summary>Characters of what was read of it.</summary>
    public int Length { get; private set; }

    /// <summary>Adds to a list of it.</summary>
    public void Keep(List<ElmoValue> list, ElmoValue value) => list.Add(Counted(value));

    public ElmoValue Counted(ElmoValue value)
    {
        Length += value.Text.Length + value.Path.Length;
        return value;
    }
}
