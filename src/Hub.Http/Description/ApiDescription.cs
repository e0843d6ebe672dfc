using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hub.Http.SignIn;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Hub.Http.Description;

/// <summary>The OpenAPI document. Title, servers and tags are set here, because the defaults come from the host.</summary>
static class ApiDescription
{
    const string SecurityScheme = "bearer";

    static readonly (string Name, string Description)[] TagList =
    [
        (Tags.Submissions, "Files of records: send them, see what was found, get errors back, keep the receipt."),
        (Tags.Holds, "Rows that wait for a registrar."),
        (Tags.Catalogue, "The public catalogue: entries, their versions, and the feed of changes."),
        (Tags.Organisations, "The register of organisations."),
        (Tags.Learners, "Achievements of learners: seen by whoever sent them, never public. Learners are named by references."),
        (Tags.Recognition, "Requests for recognition and the decisions on them."),
        (Tags.Agreements, "Memoranda of understanding and learning agreements, and where a mobility stands. Seen by their parties only."),
        (Tags.Accreditations, "The register of accreditations, and the state of quality assurance on a day."),
        (Tags.Releases, "Signed releases of the whole catalogue for download."),
        (Tags.Rules, "National rules as dated data."),
        (Tags.Design, "Tools for makers of programmes: nothing is stored."),
        (Tags.Audit, "Logs of what was done, chained by hashes and signed."),
        (Tags.Operation, "Keys, health and this description."),
    ];

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(DescribeDocument);
        options.AddOperationTransformer(DescribeOperation);
        options.AddSchemaTransformer(DescribeSchema);
    }).AddSingleton<ApiDocument>();

    public static void MapApiDescription(this IEndpointRouteBuilder hub) => hub.MapGet("/openapi/v1.json", static (HttpContext http, ApiDocument document) => document.WriteAsync(http))
        .Produces<Stream>(200, "application/json").Produces(304).TakesIfNoneMatch()
        .Describe("ReadApiDescription", Tags.Operation, "This description", "OpenAPI 3.1 as JSON; it changes only when the hub or its settings do.");

    static Task DescribeDocument(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        HubOptions options = context.ApplicationServices.GetRequiredService<IOptions<HubOptions>>().Value;
        document.Info = new OpenApiInfo
        {
            Title = $"{options.Name} API",
            Version = "v1",
            Description = "Exchange of micro-credentials and vocational credits. Times are UTC (ISO 8601), dates yyyy-mm-dd, sizes bytes, texts UTF-8. "
                + "Lists are paged by cursor: pass 'next' of a page as 'after'; a page without 'next' is the last. "
                + "Refusals are application/problem+json with a stable 'code'. Names are never changed or removed within v1; expect new ones. "
                + Limits(options),
        };
        document.Info.License = new OpenApiLicense { Name = "EUPL-1.2", Url = new Uri("https://eupl.eu/1.2/en/") };
        document.Servers = [new OpenApiServer { Url = options.PublicUrl ?? "/" }];
        document.Tags = TagList.Select(t => new OpenApiTag { Name = t.Name, Description = t.Description }).ToHashSet();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[SecurityScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key, handed out by a registrar: hub_ and 43 characters. Or an access token of an identity provider this hub trusts (JWT, RFC 9068, at most 16384 characters)"
                + (options.Issuers.Where(i => i.IsUsed).Select(i => $" {i.Issuer}").ToArray() is { Length: > 0 } issuers ? $":{string.Join(',', issuers)}." : "; this one trusts none."),
        };
        return Task.CompletedTask;
    }

    static string Limits(HubOptions o) => FormattableString.Invariant($"Limits: a body of a submission {o.MaxSubmissionBytes} bytes, a file by upload link (or unpacked from gzip) {o.MaxUploadBytes}, a batch 16777216 and 1000 records, other JSON 1048576; ")
        + FormattableString.Invariant($"in a file 500 columns, 32767 characters a cell, 1 MiB a row, 4 MiB a line, {o.MaxSubmissionRows} rows; {o.MaxOpenSubmissions} unfinished submissions of an organisation; {o.RequestsPerMinute} requests a minute of a key. ")
        + "Beyond them: 413 for what is too large, 422 or a finding for what is in the file, 429 with Retry-After (seconds) for what is too much.";

    static Task DescribeOperation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        AllowedRoles? allowed = context.Description.ActionDescriptor.EndpointMetadata.OfType<AllowedRoles>().FirstOrDefault();
        if (allowed is null)
        {
            operation.Security = [[]];       // said outright: nothing is needed
            return Task.CompletedTask;
        }

        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(SecurityScheme, context.Document)] = [] }];
        operation.Description += $" Roles: {string.Join(", ", allowed.Roles.Select(HubJson.NameOf))}.";
        return Task.CompletedTask;
    }

    static Task DescribeSchema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        // What is null is left out of answers, so it can not be required.
        foreach (JsonPropertyInfo property in context.JsonTypeInfo.Properties)
            if (property.IsGetNullable) schema.Required?.Remove(property.Name);
        if (context.JsonTypeInfo.Type != typeof(JsonElement)) return Task.CompletedTask;
        schema.Type = JsonSchemaType.Object;
        schema.Description = "A record in canonical JSON: its columns as properties, texts by language ({\"pt\":\"...\"}), several values as arrays.";
        return Task.CompletedTask;
    }
}
