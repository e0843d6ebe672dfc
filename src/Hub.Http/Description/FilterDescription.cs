using System.Text.Json.Nodes;
using Hub.Rules;
using Microsoft.OpenApi;

namespace Hub.Http.Description;

/// <summary>What OpenAPI says of the values of filters: ranges, examples, and all values where they are few.</summary>
static class FilterDescription
{
    static readonly Dictionary<string, (string Pattern, string Example, Func<Vocabularies, Vocabulary>? Values)> Filters = new(StringComparer.Ordinal)
    {
        ["kind"] = ("", "unit,module", v => v.Kinds),
        ["eqfLevel"] = ("^[1-8](,[1-8])*$", "4,5", null),
        ["nqfFramework"] = ("", "QNQ", null),
        ["nqfLevel"] = ("", "4", null),
        ["field"] = ("^[0-9]{2,4}(,[0-9]{2,4})*$", "06", null),
        ["language"] = ("^[a-z]{2}(,[a-z]{2})*$", "pt,en", null),
        ["provider"] = ("^[A-Za-z0-9._-]{2,64}$", "PT-ESCOLA", null),
        ["awardingBody"] = ("^[A-Za-z0-9._-]{2,64}$", "PT-ANQEP", null),
        ["creditSystem"] = ("", "ECTS", null),
        ["creditsMin"] = (Number, "2.25", null),
        ["creditsMax"] = (Number, "60", null),
        ["mode"] = ("", "online,blended", v => v.Modes),
        ["country"] = ("^[A-Z]{2}(,[A-Z]{2})*$", "PT,LT", null),
        ["q"] = ("", "sold aço", null),
        ["status"] = ("", "published", null),
        ["updatedSince"] = ("", "2026-11-01T00:00:00Z", null),
    };

    const string Number = "^[0-9]+(\\.[0-9]+)?$";

    public static RouteHandlerBuilder DescribeFilters(this RouteHandlerBuilder endpoint) => endpoint.AddOpenApiOperationTransformer((operation, context, _) =>
    {
        var vocabularies = context.ApplicationServices.GetRequiredService<Vocabularies>();
        foreach (OpenApiParameter parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            if (parameter.Name is null || !Filters.TryGetValue(parameter.Name, out (string Pattern, string Example, Func<Vocabularies, Vocabulary>? Values) filter)) continue;
            parameter.Example = JsonValue.Create(filter.Example);
            parameter.Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 400, Pattern = filter.Pattern.Length > 0 ? filter.Pattern : null };
            if (filter.Values is { } values) parameter.Description += $" One or more of {string.Join(", ", values(vocabularies).Concepts.Select(c => c.Name))}.";
        }

        return Task.CompletedTask;
    });
}
