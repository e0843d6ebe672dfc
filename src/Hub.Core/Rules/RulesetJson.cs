using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Rules;

/// <summary>How ruleset files read: strictly. Unknown, missing and repeated keys and nulls where none may stand are errors.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Ruleset))]
sealed partial class RulesetJson : JsonSerializerContext;
