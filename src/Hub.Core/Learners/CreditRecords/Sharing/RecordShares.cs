using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Audit;
using Hub.Ports;
using Hub.Records;

namespace Hub.Learners.CreditRecords.Sharing;

/// <summary>
/// Links to records, and who opened them. A link lies beside its learner's others, under <c>reference~s~id</c>, so that erasing the
/// learner takes it away; a row named by the token's hash leads there. What the link's own row says counts. Making one and taking it
/// back stand in the logs of the organisations whose records it shows.
/// </summary>
public sealed class RecordShares(ITables tables, IQueue queue, TimeProvider clock)
{
    public const string Table = "recordshares";

    /// <summary>Working links of one learner at a time.</summary>
    public const int MaxOpen = 50;

    /// <summary>Openings kept of one learner; beyond it the oldest go.</summary>
    public const int MaxOpenings = 1_000;

    /// <summary>Logs that a link can stand in: the commit of the link holds a fact for each.</summary>
    const int MaxBodies = TableLimits.MaxRows - 1;

    const int TokenBytes = 32;
    const int IdLength = 16;

    static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789abcdef");

    const string LinkPrefix = "~s~", OpeningPrefix = "~o~", TokenPrefix = "t~";

    /// <summary>Adds a link; null when the learner has too many. The token is given this once.</summary>
    /// <param name="reference">Of the learner.</param>
    public async Task<(RecordShare Share, string Token)?> AddAsync(string reference, Func<string, string, DateTimeOffset, RecordShare> make, CancellationToken cancel)
    {
        IReadOnlyList<RecordShare> links = await ListAsync(reference, cancel);
        DateTimeOffset now = clock.GetUtcNow();
        if (links.Count(l => l.IsOpen(now)) >= MaxOpen) return null;
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        RecordShare share = make(RandomNumberGenerator.GetHexString(IdLength, lowercase: true), HashOf(token), now);
        // First the link, then the way to it: dying in between leaves a link that nobody can open, and it was not given out.
        string partition = RecordKeys.PartitionOf(reference);
        await tables.CommitAsync(Table, partition, [RowChange.Insert(reference + LinkPrefix + share.Id, Body(share)), .. Facts(AuditActions.RecordShared, reference, share, share.CreatedBy, now)], cancel);
        await queue.TellAuditAsync(Table, partition, cancel);
        await tables.CommitAsync(Table, TokenPartition(share.TokenSha256), [RowChange.Insert(TokenPrefix + share.TokenSha256, Body(new Way(reference, share.Id)))], cancel);
        return (share, token);
    }

    /// <summary>Links of a learner, also those that do not work any more, the newest first.</summary>
    public async Task<IReadOnlyList<RecordShare>> ListAsync(string reference, CancellationToken cancel) =>
        [.. (await RowsAsync(reference, LinkPrefix, cancel)).Select(r => Read<RecordShare>(r)).OrderByDescending(s => s.CreatedAt).ThenBy(s => s.Id, StringComparer.Ordinal)];

    /// <summary>Openings of a learner's links, the newest first.</summary>
    public async Task<IReadOnlyList<ShareOpening>> OpeningsAsync(string reference, CancellationToken cancel) =>
        [.. (await RowsAsync(reference, OpeningPrefix, cancel)).Select(r => Read<ShareOpening>(r)).Take(MaxOpenings)];

    /// <summary>The link a token opens, with its learner; null when there is none that works.</summary>
    public async Task<(string Reference, RecordShare Share)?> FindAsync(string token, CancellationToken cancel)
    {
        if (token.Length > 2 * TokenBytes) return null;
        string hash = HashOf(token);
        if (await tables.FindAsync(Table, TokenPartition(hash), TokenPrefix + hash, cancel) is not { } row) return null;
        Way way = Read<Way>(row);
        if (await tables.FindAsync(Table, RecordKeys.PartitionOf(way.Learner), way.Learner + LinkPrefix + way.Share, cancel) is not { } link) return null;
        RecordShare share = Read<RecordShare>(link);
        return share.TokenSha256 == hash && share.IsOpen(clock.GetUtcNow()) ? (way.Learner, share) : null;
    }

    /// <summary>Notes that a link was opened; nothing is shown that was not noted before.</summary>
    public async Task NoteOpeningAsync(string reference, RecordShare share, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        // Rows rise with their names: the newest first, and several of one moment beside each other.
        string row = $"{reference}{OpeningPrefix}{DateTimeOffset.MaxValue.UtcTicks - now.UtcTicks:d19}~{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        await tables.CommitAsync(Table, RecordKeys.PartitionOf(reference), [RowChange.Insert(row, Body(new ShareOpening(share.Id, now)))], cancel);
        await PruneAsync(reference, cancel);
    }

    /// <summary>Takes a link back; null when the learner has none of that id. Taking it back again changes nothing.</summary>
    /// <param name="by">Who takes it back, as the log names it.</param>
    public async Task<RecordShare?> WithdrawAsync(string reference, string id, string by, CancellationToken cancel)
    {
        string partition = RecordKeys.PartitionOf(reference);
        for (; ; )
        {
            if (id.Length != IdLength || id.AsSpan().ContainsAnyExcept(Digits) || await tables.FindAsync(Table, partition, reference + LinkPrefix + id, cancel) is not { } row) return null;
            RecordShare share = Read<RecordShare>(row);
            if (share.WithdrawnAt is not null) return share;
            DateTimeOffset now = clock.GetUtcNow();
            RecordShare withdrawn = share with { WithdrawnAt = now };
            if (!(await tables.CommitAsync(Table, partition, [RowChange.Replace(row.Row, Body(withdrawn), row.ETag), .. Facts(AuditActions.RecordShareWithdrawn, reference, share, by, now)], cancel)).IsDone) continue;
            await queue.TellAuditAsync(Table, partition, cancel);
            await ForgetTokenAsync(share, cancel);
            return withdrawn;
        }
    }

    /// <summary>Takes away all links and openings of a learner, for erasure. Safe to repeat.</summary>
    public async Task RemoveAllAsync(string reference, CancellationToken cancel)
    {
        foreach (RecordShare share in await ListAsync(reference, cancel)) await ForgetTokenAsync(share, cancel);
        for (string partition = RecordKeys.PartitionOf(reference), all = reference + "~"; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, partition, all, RowRange.EndOf(all), TableLimits.MaxRows, cancel);
            if (rows.Count == 0) return;
            await tables.CommitAsync(Table, partition, [.. rows.Select(r => RowChange.Delete(r.Row, r.ETag))], cancel);
        }
    }

    async Task ForgetTokenAsync(RecordShare share, CancellationToken cancel)
    {
        string partition = TokenPartition(share.TokenSha256), name = TokenPrefix + share.TokenSha256;
        if (await tables.FindAsync(Table, partition, name, cancel) is { } row) await tables.CommitAsync(Table, partition, [RowChange.Delete(name, row.ETag)], cancel);
    }

    async Task PruneAsync(string reference, CancellationToken cancel)
    {
        IReadOnlyList<TableRow> rows = await RowsAsync(reference, OpeningPrefix, cancel);
        foreach (TableRow[] old in rows.Skip(MaxOpenings).Chunk(TableLimits.MaxRows)) await tables.CommitAsync(Table, RecordKeys.PartitionOf(reference), [.. old.Select(r => RowChange.Delete(r.Row, r.ETag))], cancel);
    }

    async Task<IReadOnlyList<TableRow>> RowsAsync(string reference, string kind, CancellationToken cancel)
    {
        var all = new List<TableRow>();
        string partition = RecordKeys.PartitionOf(reference), prefix = reference + kind;
        for (string from = prefix; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, partition, from, RowRange.EndOf(prefix), TableLimits.MaxPage, cancel);
            all.AddRange(rows);
            if (rows.Count < TableLimits.MaxPage) return all;
            from = RowRange.After(rows[^1].Row);
        }
    }

    static IEnumerable<RowChange> Facts(string action, string reference, RecordShare share, string by, DateTimeOffset now) =>
        share.Achievements.Select(id => id[..id.IndexOf('~', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal).Take(MaxBodies)
            .Select(body => new AuditFact($"{action}~{share.Id}~{body}", body, now, by, action, AuditObjects.Learner(new LearnerReference(reference))).ToChange());

    /// <summary>Tokens lie apart from learners, in as many partitions as records do.</summary>
    static string TokenPartition(string hash) => "t" + hash[..2];

    static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    static byte[] Body<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, HubJson.Options);

    static T Read<T>(TableRow row) => JsonSerializer.Deserialize<T>(row.Body.Span, HubJson.Options)!;

    /// <param name="Learner">Reference of the learner.</param>
    sealed record Way(string Learner, string Share);
}
