using Hub.Functions.Orchestrations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Hub.Functions.Triggers;

/// <summary>
/// The one function that takes every request. Its name sorts last because the host tries routes in order of the functions'
/// names, and this one matches everything. Access is the pipeline's affair, so the host admits anyone.
/// </summary>
public sealed class HttpTriggers(HubRequests requests, BoundClient client)
{
    [Function("zz-http")]
    public async Task<IResult> HandleAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*rest}")] HttpRequest request, [DurableClient] DurableTaskClient durable, FunctionContext context)
    {
        client.Bind(durable);
        await requests.RunAsync(request.HttpContext, context.TraceContext);
        return TypedResults.Empty;
    }
}
