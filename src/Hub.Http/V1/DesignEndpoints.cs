using Hub.Design;
using Hub.Http.Description;

namespace Hub.Http.V1;

/// <summary>Arithmetic for makers of programmes, for anyone: what is sent is not kept.</summary>
static class DesignEndpoints
{
    public static void MapDesign(this RouteGroupBuilder v1)
    {
        v1.MapPost("/design/allocation", Allocate).Refuses(400, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("AllocatePoints", Tags.Design, "Share points out over units", "Shares the points of a qualification out over its units by relative weight (ECVET, CELEX 32009H0708(02), Annex II), by largest remainder: the units' points add up exactly to the total, are multiples of the step and are less than a step from the exact share, but for minimums. Findings say where law or arithmetic disagree. Nothing is stored. At most 1 MiB.");
        v1.MapPost("/design/workload", Check).Refuses(400, 413, 415, 422).WithMetadata(new JsonBodyLimit())
            .Describe("CheckWorkload", Tags.Design, "Check the workload of a programme", "Adds up hours by kind (contact, self-study, work-based, assessment), weeks and credits of a programme's parts and holds them against the credit system of a country: hours per credit, credits per year, decimals, hours a week. Credits are compared with a plausible range, never derived. Nothing is stored. At most 1 MiB.");
    }

    static Results<Ok<AllocatedBody>, ProblemHttpResult> Allocate(AllocationBody body, AllocatePointsHandler handler, TimeProvider clock)
    {
        Result<AllocatePointsResult> allocated = handler.Handle(body.ToCommand(Today(clock)));
        return allocated.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(AllocatedBody.Of(allocated.Value));
    }

    static Results<Ok<CheckedWorkloadBody>, ProblemHttpResult> Check(WorkloadBody body, CheckWorkloadHandler handler, TimeProvider clock)
    {
        Result<CheckWorkloadResult> judged = handler.Handle(body.ToCommand(Today(clock)));
        return judged.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(CheckedWorkloadBody.Of(judged.Value));
    }

    static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
