using System.Text;
using System.Text.Json;
using Hub.Audit;
using Hub.Ports;
using Hub.Records;

namespace Hub.Learners.Requests;

/// <summary>
/// What learners asked for. A request lies with its learner under <c>reference~id</c>, sealed with the learner's key, so that it goes when
/// the learner is erased; a row in the list of whoever it goes to leads there, written before it, so that none is lost.
/// </summary>
public sealed class LearnerRequests(ITables tables, IQueue queue, LearnerStore learners)
{
    public const string Table = "learnerrequests";

    const string ListPrefix = "for~";

    /// <summary>Rows that lead nowhere for so long belong to a request that was never made.</summary>
    static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    internal async Task<Result<LearnerRequest>> AddAsync(LearnerReference learner, StoredRequest request, string statement, string actor, CancellationToken cancel)
    {
        if (await SealAsync(learner, statement, request.Id, cancel) is not { } box) return LearnerProblems.Erased();
        StoredRequest complete = request with { SealedStatement = box };
        await tables.CommitAsync(Table, ListOf(request.Body), [RowChange.Insert(request.Id, Body(new Way(learner.Value, request.MadeAt)))], cancel);
        AuditFact fact = FactOf(AuditActions.LearnerRequestMade, learner, complete, request.MadeAt, actor);
        await tables.CommitAsync(Table, PartitionOf(learner), [RowChange.Insert(RowOf(learner, request.Id), Body(complete)), fact.ToChange()], cancel);
        await queue.TellAuditAsync(Table, PartitionOf(learner), cancel);
        return Opened(complete, learner, statement, null);
    }

    /// <summary>Requests of a learner as they are stored, the oldest first.</summary>
    internal async Task<IReadOnlyList<StoredRequest>> ListAsync(LearnerReference learner, CancellationToken cancel)
    {
        var all = new List<StoredRequest>();
        string prefix = RowOf(learner, "");
        for (string from = prefix; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, PartitionOf(learner), from, RowRange.EndOf(prefix), TableLimits.MaxPage, cancel);
            all.AddRange(rows.Select(Read<StoredRequest>));
            if (rows.Count < TableLimits.MaxPage) return all;
            from = RowRange.After(rows[^1].Row);
        }
    }

    /// <summary>Requests to a body with their learners, the oldest first, and where to go on; a page may be short where rows lead nowhere.</summary>
    internal async Task<(IReadOnlyList<(LearnerReference Learner, StoredRequest Request)> Items, string? Next)> ListForAsync(string body, string? after, int limit, DateTimeOffset now, CancellationToken cancel)
    {
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, ListOf(body), after is null ? " " : RowRange.After(after), null, limit, cancel);
        var items = new List<(LearnerReference, StoredRequest)>();
        foreach (TableRow row in rows)
        {
            Way way = Read<Way>(row);
            var learner = new LearnerReference(way.Learner);
            if (await FindAsync(learner, row.Row, cancel) is var (request, _)) items.Add((learner, request));
            else if (way.MadeAt < now - Abandoned) await tables.CommitAsync(Table, ListOf(body), [RowChange.Delete(row.Row, row.ETag)], cancel);
        }

        return (items, rows.Count == limit ? rows[^1].Row : null);
    }

    /// <summary>A request to a body, by its id.</summary>
    internal async Task<(LearnerReference Learner, StoredRequest Request, string ETag)?> FindForAsync(string body, string id, CancellationToken cancel)
    {
        if (!Guid.TryParseExact(id, "N", out _) || await tables.FindAsync(Table, ListOf(body), id, cancel) is not { } row) return null;
        var learner = new LearnerReference(Read<Way>(row).Learner);
        return await FindAsync(learner, id, cancel) is var (request, etag) ? (learner, request, etag) : null;
    }

    /// <summary>Writes the answer; false when somebody else answered meanwhile.</summary>
    internal async Task<Result<bool>> AnswerAsync(LearnerReference learner, StoredRequest answered, string reason, string etag, string actor, CancellationToken cancel)
    {
        if (await SealAsync(learner, reason, answered.Id, cancel) is not { } box) return LearnerProblems.Erased();
        AuditFact fact = FactOf(AuditActions.LearnerRequestAnswered, learner, answered, answered.AnsweredAt!.Value, actor);
        if (!(await tables.CommitAsync(Table, PartitionOf(learner), [RowChange.Replace(RowOf(learner, answered.Id), Body(answered with { SealedReason = box }), etag), fact.ToChange()], cancel)).IsDone) return false;
        await queue.TellAuditAsync(Table, PartitionOf(learner), cancel);
        return true;
    }

    /// <summary>Requests of one learner with their texts; none once the learner is erased.</summary>
    internal async Task<IReadOnlyList<LearnerRequest>> OpenAsync(LearnerReference reference, IReadOnlyList<StoredRequest> stored, CancellationToken cancel)
    {
        if (stored.Count == 0 || await learners.FindAsync(reference, cancel) is not var (row, _)) return [];
        using Learner? learner = await learners.OpenAsync(reference, row, cancel);
        return learner is null ? [] : [.. stored.Select(r => Opened(r, reference, Text(learner, r.SealedStatement, r.Id)!, Text(learner, r.SealedReason, r.Id)))];
    }

    /// <summary>Takes away everything a learner asked for. Safe to repeat.</summary>
    internal async Task RemoveAllAsync(LearnerReference learner, CancellationToken cancel)
    {
        foreach (StoredRequest request in await ListAsync(learner, cancel))
        {
            if (await tables.FindAsync(Table, ListOf(request.Body), request.Id, cancel) is { } way) await tables.CommitAsync(Table, ListOf(request.Body), [RowChange.Delete(way.Row, way.ETag)], cancel);
            if (await FindAsync(learner, request.Id, cancel) is var (_, etag)) await tables.CommitAsync(Table, PartitionOf(learner), [RowChange.Delete(RowOf(learner, request.Id), etag)], cancel);
        }
    }

    async Task<(StoredRequest Request, string ETag)?> FindAsync(LearnerReference learner, string id, CancellationToken cancel) =>
        await tables.FindAsync(Table, PartitionOf(learner), RowOf(learner, id), cancel) is { } row ? (Read<StoredRequest>(row), row.ETag) : null;

    async Task<string?> SealAsync(LearnerReference reference, string text, string id, CancellationToken cancel)
    {
        if (await learners.FindAsync(reference, cancel) is not var (row, _)) return null;
        using Learner? learner = await learners.OpenAsync(reference, row, cancel);
        return learner?.Seal(Encoding.UTF8.GetBytes(text), PlaceOf(id));
    }

    static string? Text(Learner learner, string? box, string id) => box is null ? null : Encoding.UTF8.GetString(learner.Open(box, PlaceOf(id)));

    static LearnerRequest Opened(StoredRequest r, LearnerReference learner, string statement, string? reason) => new(r.Id, r.Kind, learner.Value, r.Body, r.Achievement, statement, r.MadeAt, r.State, r.AnsweredAt, reason);

    static AuditFact FactOf(string action, LearnerReference learner, StoredRequest request, DateTimeOffset at, string actor) =>
        new($"{action}~{request.Id}", request.Body, at, actor, action, AuditObjects.Learner(learner), HubJson.NameOf(request.Kind));

    static string PlaceOf(string id) => $"request~{id}";

    static string ListOf(string body) => ListPrefix + body;

    static string PartitionOf(LearnerReference learner) => RecordKeys.PartitionOf(learner.Value);

    static string RowOf(LearnerReference learner, string id) => $"{learner.Value}~{id}";

    static byte[] Body<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, HubJson.Options);

    static T Read<T>(TableRow row) => JsonSerializer.Deserialize<T>(row.Body.Span, HubJson.Options)!;

    /// <param name="Learner">Reference of the learner.</param>
    sealed record Way(string Learner, DateTimeOffset MadeAt);
}
