using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Audit;
using Hub.Ports;

namespace Hub.Work;

/// <summary>Work that failed at every attempt.</summary>
/// <param name="Id">Names it; the same message of the same queue is one.</param>
/// <param name="Message">What was to be done; names records, never carries them.</param>
/// <param name="FailedAt">The last time, UTC.</param>
/// <param name="Times">How often it came to this.</param>
public sealed record FailedWork(string Id, string Queue, string Message, DateTimeOffset FailedAt, int Times);

/// <summary>Keeps work that failed at every attempt until an operator sends it again: nothing that was accepted gets lost in a queue of poison.</summary>
public sealed class FailedWorks(ITables tables, IQueue queue, HubOperator hub, TimeProvider clock)
{
    public const string Table = "failedwork";

    /// <summary>All of it is in one: there is little, or something is very wrong.</summary>
    public const string Partition = "all";

    public async Task NoteAsync(string from, string message, CancellationToken cancel)
    {
        string id = IdOf(from, message);
        for (; ; )
        {
            TableRow? row = await tables.FindAsync(Table, Partition, id, cancel);
            var noted = new FailedWork(id, from, message, clock.GetUtcNow(), row is null ? 1 : Read(row).Times + 1);
            byte[] body = JsonSerializer.SerializeToUtf8Bytes(noted, HubJson.Options);
            if ((await tables.CommitAsync(Table, Partition, [row is null ? RowChange.Insert(id, body) : RowChange.Replace(id, body, row.ETag)], cancel)).IsDone) return;
        }
    }

    /// <summary>A page by queue; only for keys of the operator, since messages name records of everybody.</summary>
    public async Task<Result<Page<FailedWork>>> ListAsync(Caller caller, string? after, int limit, CancellationToken cancel)
    {
        if (caller.Organisation != hub.Organisation) return FailedWorkProblems.NotYours();
        if (after is not null && !IsId(after)) return PageProblems.CursorInvalid();
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, Partition, after is null ? "" : RowRange.After(after), null, limit, cancel);
        return new Page<FailedWork>([.. rows.Select(Read)], rows.Count < limit ? null : rows[^1].Row);
    }

    /// <summary>How many wait, counted up to 1,000.</summary>
    public async Task<int> CountAsync(CancellationToken cancel) => (await tables.ScanAsync(Table, Partition, "", null, TableLimits.MaxPage, cancel)).Count;

    /// <summary>Sends it again. A crash in between sends it twice, which every message bears.</summary>
    public async Task<Result<FailedWork>> SendAgainAsync(Caller caller, string id, CancellationToken cancel)
    {
        if (caller.Organisation != hub.Organisation) return FailedWorkProblems.NotYours();
        if (!IsId(id) || await tables.FindAsync(Table, Partition, id, cancel) is not { } row) return FailedWorkProblems.NotFound();
        FailedWork found = Read(row);
        await queue.SendAsync(found.Queue, found.Message, TimeSpan.Zero, cancel);
        await tables.CommitAsync(Table, Partition, [RowChange.Delete(id, row.ETag)], cancel);       // when it failed anew meanwhile, the row stays
        return found;
    }

    static string IdOf(string queue, string message) => $"{queue}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message)))[..16]}";

    static bool IsId(string id) => id.Length is > 0 and <= 80 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '~');

    static FailedWork Read(TableRow row) => JsonSerializer.Deserialize<FailedWork>(row.Body.Span, HubJson.Options)!;
}

static class FailedWorkProblems
{
    public static Problem NotYours() => new(ProblemKind.Forbidden, "work.not-yours", "Only keys of the hub's operator see failed work.");

    public static Problem NotFound() => new(ProblemKind.NotFound, "work.not-found", "There is no such failed work.", "It may have been sent again already: list what there is.");
}
