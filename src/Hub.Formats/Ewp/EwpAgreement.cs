namespace Hub.Formats.Ewp;

/// <summary>A learning agreement as EWP has it: what was agreed first, the latest approved changes to that, and a proposal of further ones.</summary>
internal sealed class EwpAgreement
{
    public required string Path { get; init; }

    /// <summary>Texts by the column they go to, with where they stand below the agreement.</summary>
    public Dictionary<string, (string Text, string From)> Cells { get; } = new(StringComparer.Ordinal);

    public EwpVersion? First { get; set; }

    public EwpVersion? Changes { get; set; }

    public EwpVersion? Proposal { get; set; }

    /// <summary>Columns of days of which only the month is known.</summary>
    public List<string> MonthsOnly { get; } = [];

    /// <summary>Characters of what was read of it.</summary>
    public int Length { get; set; }
}

/// <summary>One list of components with its signatures; of changes, what is inserted and deleted.</summary>
/// <param name="Id">Of a proposal; else empty.</param>
internal sealed record EwpVersion(string Element, string Id)
{
    /// <summary>What is learnt at the receiving institution, be it there or from afar.</summary>
    public List<EwpComponent> Studied { get; } = [];

    /// <summary>What the sending institution gives for it.</summary>
    public List<EwpComponent> Recognised { get; } = [];

    /// <summary>Who signed and when, as the timestamp says.</summary>
    public List<(string Signer, string Time)> Signatures { get; } = [];
}

/// <param name="LosId">Id of the learning opportunity specification; empty where none is given.</param>
/// <param name="Code">Code for people; empty where none is given.</param>
/// <param name="Credit">Amounts with their schemes; empty where none are given.</param>
internal sealed record EwpComponent(string LosId, string Code, string Title, string Credit, bool IsDeleted)
{
    /// <summary>In words: title, code and credits.</summary>
    public string Words
    {
        get
        {
            string more = string.Join(", ", new[] { Code, Credit }.Where(t => t.Length > 0));
            // Components stand in a list whose divider no title may hold.
            return (more.Length > 0 ? $"{Title} ({more})" : Title).Replace('|', '/');
        }
    }

    /// <summary>Whether a change that deletes this component means the other: by id where both have one, else by title.</summary>
    public bool IsSame(EwpComponent other) => LosId.Length > 0 && other.LosId.Length > 0 ? LosId == other.LosId : string.Equals(Title, other.Title, StringComparison.Ordinal);
}
