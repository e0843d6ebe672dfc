namespace Hub.Submissions.Columns;

/// <summary>Columns the hub adds to the provider's own, in error files and in what it publishes. Read again, they say nothing about the record.</summary>
public static class HubColumns
{
    public const string Row = "hub_row";
    public const string Errors = "hub_errors";

    /// <summary>What was sent in place of a record, where it could not be kept as one.</summary>
    public const string Text = "hub_text";

    public static bool IsRow(string name) => name.Equals(Row, StringComparison.OrdinalIgnoreCase);

    public static bool IsErrors(string name) => name.Equals(Errors, StringComparison.OrdinalIgnoreCase);

    public static bool IsOwn(string name) => IsRow(name) || IsErrors(name) || name.Equals(Text, StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands in front of a record that the hub shows: its public id and its version.</summary>
    public static bool IsPublished(string name) => name is "id" or "version";
}
