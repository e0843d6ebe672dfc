using System.Text;
using System.Text.Json.Nodes;
using Hub.Rules;

namespace Hub.Tests.Rules;

public sealed class RulesetReaderTests
{
    static readonly string[] Shipped = [.. RuleFiles.Embedded.Names.Where(n => n.EndsWith(".json", StringComparison.Ordinal) && n.IndexOf('/', StringComparison.Ordinal) == 2)];

    public static TheoryData<string> Files => [.. Shipped];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_ShippedFile_HasVersionOfItsBytes(string name)
    {
        byte[] bytes = RuleFiles.Embedded.Read(name);
        Ruleset ruleset = RulesetReader.Read(name, bytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), ruleset.Version);
        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(Repository.Rulesets, name)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_AnyKeyMissing_IsRefusedWithItsPath(string name)
    {
        JsonNode document = JsonNode.Parse(RuleFiles.Embedded.Read(name))!;
        foreach ((JsonObject parent, string key) in Keys(document).ToArray())
        {
            JsonNode? value = parent[key];
            int place = parent.IndexOf(key);
            string path = parent.GetPath();
            parent.Remove(key);
            var fault = Assert.Throws<RulesetException>(() => Read(name, document.ToJsonString()));
            Assert.Equal($"{path}.{key}", fault.Path);
            Assert.Contains("missing", fault.Reason, StringComparison.Ordinal);
            parent.Insert(place, key, value);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_UnknownKeyInAnyObject_IsRefused(string name)
    {
        JsonNode document = JsonNode.Parse(RuleFiles.Embedded.Read(name))!;
        foreach (JsonObject parent in Keys(document).Select(k => k.Parent).Distinct().ToArray())
        {
            parent["surprise"] = 1;
            var fault = Assert.Throws<RulesetException>(() => Read(name, document.ToJsonString()));
            Assert.EndsWith(".surprise", fault.Path, StringComparison.Ordinal);
            parent.Remove("surprise");
        }
    }

    [Fact]
    public void Read_KeyTwice_IsRefused()
    {
        string text = Encoding.UTF8.GetString(RuleFiles.Embedded.Read(Shipped[0]));
        var fault = Assert.Throws<RulesetException>(() => Read(Shipped[0], text.Replace("\"title\":", "\"title\": \"x\", \"title\":", StringComparison.Ordinal)));
        Assert.Contains("twice", fault.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"confidence\": \"verified\"", "\"confidence\": \"sure\"", "one of")]
    [InlineData("\"confidence\": \"verified\"", "\"confidence\": 3", "text")]
    [InlineData("\"min\": 25", "\"min\": 35", "min <= max")]
    [InlineData("\"min\": 25", "\"min\": \"25\"", "number")]
    [InlineData("\"learningOutcomes\"", "\"learningOutcome\"", "no column")]
    [InlineData("\"awarding-body-registered\"", "\"anything\"", "one of")]
    [InlineData("\"country\": \"EU\"", "\"country\": \"XX\"", "folder")]
    [InlineData("\"effectiveFrom\": \"2022-06-16\"", "\"effectiveFrom\": \"2022-06-17\"", "called")]
    [InlineData("\"effectiveFrom\": \"2022-06-16\"", "\"effectiveFrom\": \"16.6.2022\"", "date")]
    [InlineData("\"title\": \"", "\"title\": \"\" , \"x\": \"", "empty")]
    [InlineData("\"country\"", "country", "invalid")]
    public void Read_WrongValue_IsRefusedWithReason(string good, string wrong, string reason)
    {
        const string name = "EU/2022-06-16.json";
        string text = Encoding.UTF8.GetString(RuleFiles.Embedded.Read(name));
        Assert.Contains(good, text, StringComparison.Ordinal);
        var fault = Assert.Throws<RulesetException>(() => Read(name, Replaced(text, good, wrong)));
        Assert.Contains(reason, fault.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith(name, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"levels\": [\n          \"2\"", "\"levels\": [\n          \"12\"", "no level 12")]
    [InlineData("\"date\": \"2024-03-29\"", "\"date\": \"2024-05-29\"", "out of order")]
    [InlineData("\"component\": \"technological\"", "\"component\": \"other\"", "not among the components")]
    [InlineData("\"referenced\": true", "\"referenced\": false", "not referenced")]
    public void Read_ContradictionInside_IsRefused(string good, string wrong, string reason)
    {
        string name = Shipped.First(n => n.StartsWith("PT/", StringComparison.Ordinal));
        string text = Encoding.UTF8.GetString(RuleFiles.Embedded.Read(name));
        Assert.Contains(good, text, StringComparison.Ordinal);
        var fault = Assert.Throws<RulesetException>(() => Read(name, Replaced(text, good, wrong)));
        Assert.Contains(reason, fault.Reason, StringComparison.Ordinal);
    }

    static string Replaced(string text, string good, string wrong)
    {
        int at = text.IndexOf(good, StringComparison.Ordinal);
        return text[..at] + wrong + text[(at + good.Length)..];
    }

    static Ruleset Read(string name, string text) => RulesetReader.Read(name, Encoding.UTF8.GetBytes(text));

    // Every key of every object, but not the languages of names.
    static IEnumerable<(JsonObject Parent, string Key)> Keys(JsonNode? node)
    {
        if (node is JsonArray array)
            foreach ((JsonObject, string) inner in array.SelectMany(Keys)) yield return inner;
        if (node is not JsonObject owner) yield break;
        foreach ((string key, JsonNode? value) in owner)
        {
            yield return (owner, key);
            if (key == "names") continue;
            foreach ((JsonObject, string) inner in Keys(value)) yield return inner;
        }
    }
}
