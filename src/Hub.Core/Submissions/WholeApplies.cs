using Hub.Ports;

namespace Hub.Submissions;

/// <summary>
/// Files that are being applied as a whole, all-or-nothing and replace: what is published must hold all of one or nothing.
/// Every entrance changes the head, so a look before and a look after say whether any was being applied in between.
/// </summary>
public sealed class WholeApplies(ITables tables, SubmissionStore submissions)
{
    const string Partition = "!applying";
    const string FirstRow = "~";

    public async Task EnterAsync(SubmissionId id, CancellationToken cancel)
    {
        string row = FirstRow + id;
        await tables.CommitAsync(SubmissionKeys.Table, Partition, [RowChange.Upsert(SubmissionKeys.Head, SubmissionNumber.Body(id.Number)), RowChange.Upsert(row, SubmissionNumber.Body(id.Number))], cancel);
    }

    public async Task LeaveAsync(SubmissionId id, CancellationToken cancel)
    {
        if (await tables.FindAsync(SubmissionKeys.Table, Partition, FirstRow + id, cancel) is { } row)
            await tables.CommitAsync(SubmissionKeys.Table, Partition, [RowChange.Delete(row.Row, row.ETag)], cancel);
    }

    /// <summary>Changes whenever one begins; null while one is under way.</summary>
    public async Task<string?> QuietAsync(CancellationToken cancel)
    {
        TableRow? head = await tables.FindAsync(SubmissionKeys.Table, Partition, SubmissionKeys.Head, cancel);
        if (head is null) return "";
        foreach (TableRow row in await tables.ScanAsync(SubmissionKeys.Table, Partition, FirstRow, null, TableLimits.MaxPage, cancel))
        {
            // One that has ended died before it could leave; its message comes again, but nobody needs to wait for that.
            if (!SubmissionId.TryParse(row.Row[1..], out SubmissionId id) || await submissions.FindAsync(id, cancel) is not var (submission, _) || submission.Status == SubmissionStatus.Applying) return null;
        }

        return head.ETag;
    }
}
