using System.Text.Json;
using Hub.Ports;

namespace Hub.Submissions;

/// <summary>Reads and replaces submission records.</summary>
public sealed class SubmissionStore(ITables tables)
{
    public async Task<(Submission Submission, string ETag)?> FindAsync(SubmissionId id, CancellationToken cancel)
    {
        TableRow? row = await tables.FindAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(id.Organisation), SubmissionKeys.Record(id.Number), cancel);
        return row is null ? null : (Read(row), row.ETag);
    }

    /// <summary>The submission of the first request when the draft repeats it; a refusal when its Idempotency-Key stands for another one; null when it is new.</summary>
    internal async Task<Result<Submission>?> RepeatedAsync(Submission draft, TableRow? remembered, CancellationToken cancel)
    {
        if (IdempotentRequest.Of(draft).Repeated(remembered) is not { } repeated) return null;
        if (repeated.Problem is { } reused) return (Result<Submission>)reused;
        return await FindAsync(new SubmissionId(draft.Organisation, repeated.Value.Number), cancel) is var (first, _) ? (Result<Submission>?)first : null;
    }

    /// <summary>Newest last, numbers after <paramref name="after"/>.</summary>
    public async Task<Page<Submission>> ListAsync(OrganisationId organisation, long after, int limit, CancellationToken cancel)
    {
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(
            SubmissionKeys.Table, SubmissionKeys.PartitionOf(organisation),
            SubmissionKeys.Record(after + 1), RowRange.EndOf(SubmissionKeys.RecordPrefix), limit, cancel);
        Submission[] items = [.. rows.Select(Read)];
        return new Page<Submission>(items, items.Length == limit ? items[^1].Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Submissions that have not ended, counted up to <paramref name="limit"/> (1 to 1,000).</summary>
    public async Task<int> CountOpenAsync(OrganisationId organisation, int limit, CancellationToken cancel) =>
        (await tables.ScanAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(organisation), SubmissionKeys.AnyOpenPrefix, RowRange.EndOf(SubmissionKeys.AnyOpenPrefix), limit, cancel)).Count;

    /// <summary>Replaces the record when it is still the one that was read, with further changes of the same partition.</summary>
    public async Task<bool> ReplaceAsync(Submission submission, string etag, CancellationToken cancel, params RowChange[] more)
    {
        RowChange change = RowChange.Replace(SubmissionKeys.Record(submission.Number), Body(submission), etag);
        return (await tables.CommitAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(submission.Organisation), [change, .. more], cancel)).IsDone;
    }

    /// <summary>Changes the record as it now is, however often others change it meanwhile; null when the round the caller works on has ended.</summary>
    /// <param name="seen">Names the submission and its round.</param>
    /// <param name="more">Further changes of the same commit.</param>
    public async Task<Submission?> UpdateAsync(Submission seen, Func<Submission, Submission> change, Func<Task<RowChange[]>>? more, CancellationToken cancel)
    {
        for (; ; )
        {
            if (await FindAsync(seen.Id, cancel) is not var (current, etag) || current.IsEnded || current.Round != seen.Round) return null;
            Submission changed = change(current);
            if (await ReplaceAsync(changed, etag, cancel, more is null ? [] : await more())) return changed;
        }
    }

    /// <summary>Whether an older submission of the kind has rows that may yet be written, so that what this one confirms must be noted.</summary>
    public async Task<bool> HasCorrectableAsync(Submission submission, CancellationToken cancel)
    {
        string prefix = SubmissionKeys.CorrectablePrefix(submission.Kind);
        return (await tables.ScanAsync(SubmissionKeys.Table, SubmissionKeys.PartitionOf(submission.Organisation), prefix, SubmissionKeys.Correctable(submission.Kind, submission.Number), 1, cancel)).Count > 0;
    }

    public static byte[] Body(Submission submission) => JsonSerializer.SerializeToUtf8Bytes(submission, HubJson.Options);

    static Submission Read(TableRow row) => JsonSerializer.Deserialize<Submission>(row.Body.Span, HubJson.Options)!;
}
