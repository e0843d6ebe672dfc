namespace Hub.Submissions.Columns;

/// <summary>The two columns an error file has beside the provider's own. Read again, they say nothing about the record.</summary>
public static class HubColumns
{
    public const string Row = "hub_row";
    public const string Errors = "hub_errors";

    public static bool IsRow(string name) => name.Equals(Row, StringComparison.OrdinalIgnoreCase);

    public static bool IsErrors(string name) => name.Equals(Errors, StringComparison.OrdinalIgnoreCase);
}
