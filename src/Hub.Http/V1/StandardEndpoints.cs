using System.ComponentModel;
using Hub.Catalogue.Standards;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Records;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <param name="State">State it goes into: draft, consultation, approved, in-catalogue, superseded or withdrawn.</param>
/// <param name="On">Day of the decision, yyyy-mm-dd; not in the future, not before the last one.</param>
/// <param name="By">Body that decided, 1 to 200 characters.</param>
/// <param name="Act">The act, 1 to 500 characters.</param>
/// <param name="SupersededBy">Public id of the entry that takes its place; with the state superseded, and only then.</param>
public sealed record StandardStepBody(string? State, DateOnly? On, string? By, string? Act, string? SupersededBy);

/// <param name="State">State the standard is in; absent where nothing has been recorded.</param>
/// <param name="Next">States that may follow.</param>
/// <param name="Steps">What was decided, first to last.</param>
public sealed record StandardBody(string EntryId, string? State, IReadOnlyList<string> Next, IReadOnlyList<StandardStepShown> Steps)
{
    public static StandardBody Of(StandardHistory history, StandardLifeCycle lifeCycle) => new(
        history.EntryId, history.State, lifeCycle.After(history.State), [.. history.Steps.Select(s => new StandardStepShown(s.State, s.On, s.By, s.Act, s.SupersededBy, s.RecordedAt, s.Organisation))]);
}

/// <param name="RecordedBy">Organisation of the registrar who recorded it.</param>
public sealed record StandardStepShown(string State, DateOnly On, string By, string Act, string? SupersededBy, DateTimeOffset RecordedAt, string RecordedBy);

/// <summary>The life of the standard behind an entry.</summary>
static class StandardEndpoints
{
    public static void MapStandards(this RouteGroupBuilder v1)
    {
        v1.MapGet("/catalogue/{id}/standard", ReadAsync).Refuses(404)
            .Describe("ReadStandard", Tags.Catalogue, "Read the life of an entry's standard", "Every state the standard behind a published entry has been in, with day, body and act of each decision.");
        v1.MapPost("/catalogue/{id}/standard", RecordAsync).Refuses(400, 404, 409, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("RecordStandardStep", Tags.Catalogue, "Record a decision about a standard", "By a registrar of the body that the country's rules name as competent for the entry's sector, level and kind; where they name none, by any registrar. Which state may follow which is data of the hub. Steps are added and never changed; repeating the last one is harmless.");
    }

    static async Task<Results<Ok<StandardBody>, ProblemHttpResult>> ReadAsync([Description(CatalogueEndpoints.IdDescription)] string id, HttpContext http, RecordTable records, StandardStore standards, StandardLifeCycle lifeCycle)
    {
        id = PathId.Read(http, id, CatalogueEndpoints.Before);
        StoredRecord? entry = RecordId.TryParse(id, out _) ? await records.FindAsync(CatalogueEndpoints.Table, id, http.RequestAborted) : null;
        // Of a withdrawn entry the history stays readable: that it was withdrawn, and by whom, is what people ask for.
        StandardHistory? history = entry is null ? null : await standards.ReadAsync(id, http.RequestAborted);
        if (entry is null || (entry.Stamp.Visibility != Visibility.Public && history!.Steps.Count == 0)) return CatalogueEndpoints.NotFound.ToHttp();
        return TypedResults.Ok(StandardBody.Of(history!, lifeCycle));
    }

    static async Task<Results<Ok<StandardBody>, ProblemHttpResult>> RecordAsync(
        [Description(CatalogueEndpoints.IdDescription)] string id, [FromBody] StandardStepBody body, CallerOf caller, HttpContext http, RecordStandardStepHandler handler, StandardLifeCycle lifeCycle)
    {
        id = PathId.Read(http, id, CatalogueEndpoints.Before);
        Result<StandardHistory> recorded = await handler.HandleAsync(caller.Value, new RecordStandardStepCommand(id, body.State, body.On, body.By, body.Act, body.SupersededBy), http.RequestAborted);
        return recorded.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(StandardBody.Of(recorded.Value, lifeCycle));
    }
}
