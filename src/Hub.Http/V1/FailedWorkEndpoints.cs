using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.SignIn;
using Hub.Work;

namespace Hub.Http.V1;

/// <summary>Work of the queues that failed at every attempt, for the operator.</summary>
static class FailedWorkEndpoints
{
    public static void MapFailedWork(this RouteGroupBuilder v1)
    {
        v1.MapGet("/failed-work", ListAsync).Refuses(400, 422)
            .Describe("ListFailedWork", Tags.Operation, "List failed work", "Messages of the work queues that failed at all five attempts and belong to no submission (those end with status failed), by queue. For keys of the hub's operator.");
        v1.MapPost("/failed-work/{id}/retry", RetryAsync).Refuses(404)
            .Describe("RetryFailedWork", Tags.Operation, "Send failed work again", "Puts the message into its queue again, when what made it fail is mended. Repeating it is harmless: every message may come twice.");
    }

    static async Task<Results<Ok<Page<FailedWork>>, ProblemHttpResult>> ListAsync([AsParameters] PageQuery page, CallerOf caller, FailedWorks works, CancellationToken cancel)
    {
        if (page.Check() is { } wrong) return wrong.ToHttp();
        Result<Page<FailedWork>> found = await works.ListAsync(caller.Value, page.After, page.Size, cancel);
        return found.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(found.Value);
    }

    static async Task<Results<Ok<FailedWork>, ProblemHttpResult>> RetryAsync([Description("Id of the work, as the list has it.")] string id, CallerOf caller, FailedWorks works, CancellationToken cancel)
    {
        Result<FailedWork> sent = await works.SendAgainAsync(caller.Value, id, cancel);
        return sent.Problem is { } problem ? problem.ToHttp() : TypedResults.Ok(sent.Value);
    }
}
