using System.ComponentModel;
using System.Text.Json;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Rules;
using Hub.Rules.Governance;
using Hub.Submissions;
using Hub.Submissions.Holds;
using Hub.Submissions.Layout;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <summary>A held row: a candidate that a registrar releases or refuses.</summary>
/// <param name="Id"><c>org~number~row~round</c>.</param>
/// <param name="Submission">Id of the submission the row belongs to.</param>
/// <param name="Row">Row as a spreadsheet counts.</param>
/// <param name="RecordId">Public id of the record that it would write.</param>
/// <param name="Findings">Everything found in the row.</param>
/// <param name="Rulesets">Versions (SHA-256) of the rulesets by which the row and its neighbours were judged.</param>
/// <param name="Record">The record in canonical form; absent when it is larger than 256 KiB.</param>
/// <param name="DecidedBy">Id of the API key that decided.</param>
/// <param name="Reason">Why it was refused.</param>
public sealed record HoldBody(
    string Id, string Submission, int Row, string Kind, string RecordId, HoldState State, DateTimeOffset HeldAt,
    IReadOnlyList<JsonElement> Findings, IReadOnlyList<string> Rulesets, JsonElement? Record, DateTimeOffset? DecidedAt, string? DecidedBy, string? Reason)
{
    public static HoldBody Of(Hold h) => new(
        h.Id.ToString(), h.Id.Submission.ToString(), h.Row, h.Kind, h.RecordId, h.State, h.HeldAt, h.Findings, h.Rulesets, h.Record, h.DecidedAt, h.DecidedBy, h.Reason);
}

/// <param name="Reason">1 to 500 characters on one line, for the provider to read; no personal data.</param>
public sealed record RefusalReason(string? Reason);

/// <summary>Held rows, for registrars.</summary>
static class HoldEndpoints
{
    const string IdDescription = "Id of the held row, org~number~row~round.";

    public static void MapHolds(this RouteGroupBuilder v1)
    {
        v1.MapGet("/holds", ListAsync).Refuses(400, 422)
            .Describe("ListHolds", Tags.Holds, "List held rows", "Rows that wait for a registrar's decision, in order of organisation, submission and row. A registrar of a body the country's rules name sees what that body is competent for, and what none is; other registrars see all. A page may end early, when its records are large or many rows are another body's: go on while there is 'next'.");
        v1.MapPost("/holds/{id}/release", ReleaseAsync).Refuses(404, 409)
            .Describe("ReleaseHold", Tags.Holds, "Let a held row in", "The row is applied like any other of its submission, and what waited for it follows; a record that a later submission wrote is left as it is. The submission shows the result, with a new receipt. Repeating it is harmless; 409 when another registrar, or another decision, was first.");
        v1.MapPost("/holds/{id}/refuse", RefuseAsync).Refuses(400, 404, 409, 415, 422)
            .Describe("RefuseHold", Tags.Holds, "Refuse a held row", "The row becomes a rejected row of its submission, with the reason in the error file and a new receipt; the provider may correct it. Repeating it is harmless; 409 when another registrar, or another decision, was first.");
    }

    static async Task<Results<Ok<Page<HoldBody>>, ProblemHttpResult>> ListAsync(
        [Description("Only rows of this organisation.")] string? organisation,
        [Description("Only rows of this kind: catalogue, organisations or accreditations.")] string? kind,
        [Description("Only rows of this submission, org~number.")] string? submission,
        [AsParameters] PageQuery page, CallerOf caller, HoldStore holds, RecordKinds kinds, Competences competences, CancellationToken cancel)
    {
        if (page.Check() is { } wrong) return wrong.ToHttp();
        HoldId? after = null;
        if (page.After is not null)
        {
            if (!HoldId.TryParse(page.After, out HoldId last)) return PageProblems.CursorInvalid().ToHttp();
            after = last;
        }

        if (kind is not null && kinds.Find(kind).Problem is { } unknown) return unknown.ToHttp();
        string? prefix = null;
        if (organisation is not null)
        {
            if (!OrganisationId.TryParse(organisation, out OrganisationId owner)) return OrganisationProblems.IdInvalid(organisation).ToHttp();
            prefix = HoldStore.PrefixOf(owner);
        }

        if (submission is not null)
        {
            if (!SubmissionId.TryParse(submission, out SubmissionId id) || (organisation is not null && id.Organisation.Value != organisation)) return SubmissionProblems.NotFound().ToHttp();
            prefix = HoldStore.PrefixOf(id);
        }

        CompetenceOfCaller competence = await competences.OfAsync(caller.Value, CompetenceTask.Catalogue, cancel);
        Page<Hold> found = await holds.ListAsync(prefix, kind, after, page.Size, competence.IsOfABody ? hold => HoldRouting.IsForAsync(hold, competence, cancel) : null, cancel);
        return TypedResults.Ok(new Page<HoldBody>([.. found.Items.Select(HoldBody.Of)], found.Next));
    }

    static Task<Results<Ok<HoldBody>, ProblemHttpResult>> ReleaseAsync([Description(IdDescription)] string id, CallerOf caller, DecideHoldHandler handler, CancellationToken cancel) =>
        DecideAsync(caller.Value, new DecideHoldCommand(id, true, null), handler, cancel);

    static Task<Results<Ok<HoldBody>, ProblemHttpResult>> RefuseAsync([Description(IdDescription)] string id, [FromBody] RefusalReason body, CallerOf caller, DecideHoldHandler handler, CancellationToken cancel) =>
        DecideAsync(caller.Value, new DecideHoldCommand(id, false, body.Reason), handler, cancel);

    static async Task<Results<Ok<HoldBody>, ProblemHttpResult>> DecideAsync(Caller caller, DecideHoldCommand command, DecideHoldHandler handler, CancellationToken cancel)
    {
        Result<Hold> decided = await handler.HandleAsync(caller, command, cancel);
        return decided.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(HoldBody.Of(decided.Value));
    }
}
