using System.ComponentModel;
using System.Globalization;
using Hub.Audit;
using Hub.Http.Description;
using Hub.Http.SignIn;

namespace Hub.Http.V1;

/// <param name="Action">What was done, such as record.put.</param>
readonly record struct AuditQuery(
    [property: Description("Body whose log it is: an organisation, or ~hub. Left out: your own organisation. Others are for auditors of the hub's operator.")] string? Body,
    [property: Description("Only this action, such as record.put or personal-data.read.")] string? Action,
    [property: Description("Only acts of this key or subject.")] string? Actor,
    [property: Description("Only acts on this object, as entries name it.")] string? Object,
    [property: Description("Acts at this time or later, ISO 8601 with offset.")] DateTimeOffset? From,
    [property: Description("Acts before this time, ISO 8601 with offset.")] DateTimeOffset? Until)
{
    public AuditFilter ToFilter() => new(Action, Actor, Object, From, Until);
}

/// <summary>Logs, for auditors.</summary>
static class AuditEndpoints
{
    public static void MapAudit(this RouteGroupBuilder v1)
    {
        v1.MapGet("/audit", ListAsync).Refuses(400, 422)
            .Describe("ListAudit", Tags.Audit, "Read a log", "Entries of a body's log, oldest first: one for a submission, one for every other change, one for every reading of personal data. Each names the hash of the one before; its own is SHA-256 of its JSON without hash, as it stands here. Entries hold references, never personal values. A page may end early when a filter fits few: go on while there is 'next'.");
        v1.MapGet("/audit/checkpoints", CheckpointsAsync).Refuses(400, 422)
            .Describe("ListAuditCheckpoints", Tags.Audit, "Signed places of a log", "Where the log stood, signed by the hub (JWS, ES256) at every release and daily. Keep them elsewhere: they show later that the log was not written anew.");
        v1.MapGet("/audit/export", Export).Refuses(400, 422).Produces<Stream>(200, MediaType)
            .Describe("ExportAudit", Tags.Audit, "A whole log", "Lines of JSON: whose log it is and how far it goes, with a checkpoint signed now, then its entries. hub audit verify FILE checks it.");
    }

    const string MediaType = "application/x-ndjson";

    static async Task<Results<Ok<Page<AuditEntry>>, ProblemHttpResult>> ListAsync([AsParameters] AuditQuery query, [AsParameters] PageQuery page, CallerOf caller, AuditReader audit, CancellationToken cancel)
    {
        Result<(string Body, long After)> asked = Asked(query.Body, page, caller, audit);
        if (asked.Problem is { } wrong) return wrong.ToHttp();
        (IReadOnlyList<AuditEntry> items, long? next) = await audit.ListAsync(asked.Value.Body, query.ToFilter(), asked.Value.After, page.Size, cancel);
        return TypedResults.Ok(new Page<AuditEntry>(items, next?.ToString(CultureInfo.InvariantCulture)));
    }

    static async Task<Results<Ok<Page<SignedCheckpoint>>, ProblemHttpResult>> CheckpointsAsync(
        [Description("Body whose log it is; left out: your own organisation.")] string? body, [AsParameters] PageQuery page, CallerOf caller, AuditReader audit, CancellationToken cancel)
    {
        Result<(string Body, long After)> asked = Asked(body, page, caller, audit);
        if (asked.Problem is { } wrong) return wrong.ToHttp();
        return TypedResults.Ok(await audit.CheckpointsAsync(asked.Value.Body, asked.Value.After, page.Size, cancel));
    }

    static Results<PushStreamHttpResult, ProblemHttpResult> Export([Description("Body whose log it is; left out: your own organisation.")] string? body, CallerOf caller, AuditReader audit, CancellationToken cancel)
    {
        Result<string> found = audit.BodyFor(caller.Value, body);
        if (found.Problem is { } wrong) return wrong.ToHttp();
        return TypedResults.Stream(async stream =>
        {
            await foreach (ReadOnlyMemory<byte> line in audit.ExportAsync(found.Value, cancel))
            {
                await stream.WriteAsync(line, cancel);
                await stream.WriteAsync("\n"u8.ToArray(), cancel);
            }
        }, MediaType);
    }

    static Result<(string Body, long After)> Asked(string? body, PageQuery page, CallerOf caller, AuditReader audit)
    {
        if (page.Check() is { } wrong) return wrong;
        long after = 0;
        if (page.After is { } cursor && (!long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after) || cursor.Length > 12)) return PageProblems.CursorInvalid();
        Result<string> found = audit.BodyFor(caller.Value, body);
        return found.Problem is { } notYours ? notYours : (found.Value, after);
    }
}
