using Microsoft.OpenApi;

namespace Hub.Http.Description;

/// <summary>What every endpoint says of itself.</summary>
static class EndpointDescription
{
    /// <param name="name">Operation id; the table of authority knows the endpoint by it.</param>
    public static T Describe<T>(this T endpoint, string name, string tag, string summary, string description)
        where T : IEndpointConventionBuilder => endpoint.WithName(name).WithTags(tag).WithSummary(summary).WithDescription(description);

    /// <summary>Problem answers the endpoint can give, beside those of sign-in.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (int status in statuses) endpoint.Produces<ProblemBody>(status, ProblemHttp.MediaType);
        return endpoint;
    }

    public static RouteHandlerBuilder TakesIfNoneMatch(this RouteHandlerBuilder endpoint) => endpoint.TakesHeader("If-None-Match", "ETag you have; 304 when it is still the one.");

    /// <summary>Describes a header that the handler reads itself.</summary>
    public static RouteHandlerBuilder TakesHeader(this RouteHandlerBuilder endpoint, string name, string description) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        return Task.CompletedTask;
    });
}

/// <summary>Groups of operations.</summary>
static class Tags
{
    public const string Submissions = "Submissions";
    public const string Holds = "Holds";
    public const string Catalogue = "Catalogue";
    public const string Organisations = "Organisations";
    public const string Accreditations = "Accreditations";
    public const string Agreements = "Agreements";
    public const string Learners = "Learners";
    public const string Recognition = "Recognition";
    public const string OwnData = "Own data";
    public const string Releases = "Releases";
    public const string Rules = "Rules";
    public const string Design = "Design";
    public const string Audit = "Audit";
    public const string Operation = "Operation";
}
