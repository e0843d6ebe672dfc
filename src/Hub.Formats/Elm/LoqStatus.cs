using Hub.Submissions.Findings;

namespace Hub.Formats.Elm;

/// <summary>The publication status: any text by the schema, meant to be of the vocabulary <c>http://data.europa.eu/snb/status</c>.</summary>
internal static class LoqStatus
{
    public static void Set(ElmCells cells)
    {
        if (cells.Row.Has("status") || cells.Record.First(ElmField.Status) is not { } status) return;
        string? known = ElmIds.LastPart(status).ToLowerInvariant() switch
        {
            "released" or "published" => "published",
            "to-be-reviewed" or "draft" => "draft",
            "obsolete" or "not-published-anymore" or "withdrawn" => "withdrawn",
            _ => null,
        };
        if (known is null) cells.Row.Fault("status", ElmFindings.StatusNotUnderstood, null, cells.From("status"));
        else cells.Row.Set("status", known, cells.From("status"));
    }
}
