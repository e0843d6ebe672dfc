using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Organisations;

/// <summary>An organisation while it is judged. Null means that the cell was empty or unreadable; names stay in the row. Used again for every row.</summary>
public sealed class Organisation : IRecordDraft
{
    /// <summary>The organisation's hub-wide id.</summary>
    public string? Id { get; set; }

    public Concept? Country { get; set; }

    public List<Concept> Roles { get; } = [];

    public List<Concept> Sectors { get; } = [];

    public List<string> Identifiers { get; } = [];

    /// <summary>Id of the organisation it belongs to.</summary>
    public string? Parent { get; set; }

    public void Clear()
    {
        (Id, Country, Parent) = (null, null, null);
        Roles.Clear();
        Sectors.Clear();
        Identifiers.Clear();
    }
}
