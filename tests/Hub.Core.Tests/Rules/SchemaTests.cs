using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Rules;

namespace Hub.Tests.Rules;

/// <summary>The JSON Schema is for editors and officials; these tests keep it in step with the types the reader fills.</summary>
public sealed class SchemaTests
{
    static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Repository.Rulesets, "schema.json")))!;

    [Fact]
    public void Schema_PropertiesOfEveryType_AreThoseOfTheSchema()
    {
        foreach (Type type in Reachable(typeof(Ruleset)))
        {
            JsonObject definition = Definition(type);
            IEnumerable<string> expected = Members(type);
            if (type == typeof(Ruleset)) expected = expected.Prepend("$schema");
            Assert.Equal(expected.Order(), definition["properties"]!.AsObject().Select(p => p.Key).Order());
            Assert.Equal(expected.Order(), definition["required"]!.AsArray().Select(p => p!.GetValue<string>()).Order());
            Assert.False(definition["additionalProperties"]!.GetValue<bool>(), $"{type.Name} is open");
        }
    }

    [Fact]
    public void Schema_NamesOfEveryEnum_AreThoseOfTheSchema()
    {
        string text = Schema.ToJsonString();
        foreach (Type type in new[] { typeof(Confidence), typeof(RuleEffect), typeof(QualityCheck), typeof(ClockStart), typeof(SilenceEffect), typeof(TermName), typeof(TermUnit), typeof(ErasureAnswer), typeof(CompetenceTask), typeof(LevelRule), typeof(ClosedEnd), typeof(VolumeRule) })
        {
            string names = string.Join(",", Enum.GetNames(type).Select(n => $"\"{JsonNamingPolicy.KebabCaseLower.ConvertName(n)}\""));
            Assert.True(text.Contains($"\"enum\":[{names}]", StringComparison.Ordinal), $"{type.Name}: [{names}] is not in the schema");
        }
    }

    static readonly Dictionary<Type, string> RuleNames = new()
    {
        [typeof(decimal)] = "RuleOfDecimal",
        [typeof(int)] = "RuleOfWhole",
        [typeof(bool)] = "RuleOfTruth",
        [typeof(ErasureAnswer)] = "RuleOfErasure",
        [typeof(LevelRule)] = "RuleOfLevel",
        [typeof(ClosedEnd)] = "RuleOfClosedEnd",
        [typeof(VolumeRule)] = "RuleOfVolume",
    };

    static JsonObject Definition(Type type)
    {
        if (type == typeof(Ruleset)) return Schema.AsObject();
        string name = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Rule<>) ? RuleNames[type.GetGenericArguments()[0]] : type.Name;
        return Assert.IsType<JsonObject>(Schema["$defs"]![name]);
    }

    static IEnumerable<string> Members(Type type) => type.GetConstructors().Single().GetParameters().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name!));

    static HashSet<Type> Reachable(Type type, HashSet<Type>? seen = null)
    {
        seen ??= [];
        if (!seen.Add(type)) return seen;
        foreach (ParameterInfo parameter in type.GetConstructors().Single().GetParameters())
        {
            Type inner = parameter.ParameterType;
            if (inner.IsGenericType && inner.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) inner = inner.GetGenericArguments()[0];
            if (inner.Namespace == "Hub.Rules" && !inner.IsEnum) Reachable(inner, seen);
        }
        return seen;
    }
}
