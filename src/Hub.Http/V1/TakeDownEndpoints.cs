using System.ComponentModel;
using Hub.Catalogue;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Releases.TakeDowns;
using Hub.Submissions.Layout;

namespace Hub.Http.V1;

/// <param name="Kind">catalogue (left out: that) or accreditations.</param>
/// <param name="Id">Public id of the record.</param>
/// <param name="Reason">Why, 3 to 500 characters. Shown to the public: no personal values.</param>
/// <param name="Basis">The law or order it rests on, 3 to 500 characters. Shown to the public.</param>
public sealed record TakeDownOrder(string? Kind, string? Id, string? Reason, string? Basis);

/// <param name="State">ordered, done, lifting, lifted.</param>
/// <param name="By">Organisation that ordered it.</param>
public sealed record TakeDownBody(string Kind, string Id, string Reason, string Basis, string By, DateTimeOffset At, TakeDownState State, DateTimeOffset? LiftedAt)
{
    public static TakeDownBody Of(TakeDown takeDown) => new(takeDown.Kind, takeDown.Id, takeDown.Reason, takeDown.Basis, takeDown.By.Value, takeDown.At, takeDown.State, takeDown.LiftedAt);
}

static class TakeDownEndpoints
{
    const string KindDescription = "catalogue or accreditations.";

    public static void MapTakeDowns(this RouteGroupBuilder v1)
    {
        v1.MapPost("/takedowns", OrderAsync).Refuses(400, 404, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("TakeDownRecord", Tags.Releases, "Take a record down", "For what the law does not allow to be published. The record is answered 410 with reason and basis at once and stays so whatever its owner sends; the feed and the next release, which is cut at once, have a tombstone; files of earlier releases that have it are answered 410, their manifests stay. Repeating it is harmless.");
        v1.MapGet("/takedowns", ListAsync).Refuses(400, 404, 422)
            .Describe("ListTakeDowns", Tags.Releases, "List what was taken down", "Of one kind, also what was lifted.");
        v1.MapDelete("/takedowns/{kind}/{id}", LiftAsync).Refuses(404)
            .Describe("LiftTakeDown", Tags.Releases, "Lift a take-down", "The record is again what its owner has it as, and in the next release. Files that were withdrawn do not come back.");
    }

    static async Task<Results<Ok<TakeDownBody>, ProblemHttpResult>> OrderAsync(TakeDownOrder body, CallerOf caller, OrderTakeDownHandler handler, CancellationToken cancel)
    {
        Result<TakeDown> ordered = await handler.HandleAsync(caller.Value, new OrderTakeDownCommand(body.Kind ?? CatalogueKind.KindName, body.Id ?? "", body.Reason, body.Basis), cancel);
        return ordered.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(TakeDownBody.Of(ordered.Value));
    }

    static async Task<Results<Ok<Page<TakeDownBody>>, ProblemHttpResult>> ListAsync([Description(KindDescription + " The default is catalogue.")] string? kind, [AsParameters] PageQuery page, TakeDownStore takeDowns, RecordKinds kinds, CancellationToken cancel)
    {
        if (page.Check() is { } wrong) return wrong.ToHttp();
        if (page.After is { Length: > 0 } after && !RecordId.TryParse(after, out _)) return PageProblems.CursorInvalid().ToHttp();
        if (kind is not null && !kinds.Names.Contains(kind)) return TakeDownProblems.NotFound().ToHttp();
        Page<TakeDown> found = await takeDowns.PageAsync(kind ?? CatalogueKind.KindName, page.After, page.Size, cancel);
        return TypedResults.Ok(new Page<TakeDownBody>([.. found.Items.Select(TakeDownBody.Of)], found.Next));
    }

    static async Task<Results<Ok<TakeDownBody>, ProblemHttpResult>> LiftAsync([Description(KindDescription)] string kind, [Description(CatalogueEndpoints.IdDescription)] string id, CallerOf caller, HttpContext http, OrderTakeDownHandler handler)
    {
        Result<TakeDown> lifted = await handler.LiftAsync(caller.Value, kind, PathId.Read(http, id, $"/v1/takedowns/{kind}/"), http.RequestAborted);
        return lifted.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(TakeDownBody.Of(lifted.Value));
    }
}
