namespace Hub.Ports;

/// <summary>What files of the store still hold of rows that were deleted or replaced: free room in pages, logs.</summary>
public interface IRemains
{
    /// <summary>
    /// Sees to it that nothing is left of rows of <see cref="KeyTables"/> that were deleted or replaced before this call, and nothing in
    /// logs of rows of other tables. False when that can not be done now, as while a backup reads: ask again. Costs little when nothing
    /// has changed since it was last done. What an operator keeps beside the store, such as backups, is not reached.
    /// </summary>
    Task<bool> ClearAsync(CancellationToken cancel);
}

/// <summary>
/// Tables that hold keys of people's data. Erasing is deleting rows of them, so of these a store must be able to leave nothing at all.
/// Their rows are short: a store may rewrite such a table as a whole.
/// </summary>
public static class KeyTables
{
    /// <summary>Identities and keys of learners.</summary>
    public const string Learners = "learners";

    /// <summary>Keys of what was sent about learners.</summary>
    public const string Submissions = "submissionkeys";

    /// <summary>Belongs to the data of an embedded store: never changed.</summary>
    public static bool Has(string table) => string.Equals(table, Learners, StringComparison.OrdinalIgnoreCase) || string.Equals(table, Submissions, StringComparison.OrdinalIgnoreCase);
}
