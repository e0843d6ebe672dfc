using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Hub.Catalogue.Versions;

namespace Hub.Tests.Catalogue;

public sealed class JsonPatchTests
{
    static JsonArray Diff(string from, string to)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) JsonPatch.Write(json, JsonElement.Parse(from), JsonElement.Parse(to));
        return JsonNode.Parse(bytes.ToArray())!.AsArray();
    }

    [Theory]
    [InlineData("{}", "{}", "[]")]
    [InlineData("""{"a":1}""", """{"a":2}""", """[{"op":"replace","path":"/a","value":2}]""")]
    [InlineData("""{"a":1}""", """{"b":1}""", """[{"op":"remove","path":"/a"},{"op":"add","path":"/b","value":1}]""")]
    [InlineData("""{"t":{"en":"x"}}""", """{"t":{"en":"x","pt":"y"}}""", """[{"op":"add","path":"/t/pt","value":"y"}]""")]
    [InlineData("""{"l":[1,2,3]}""", """{"l":[1,3]}""", """[{"op":"remove","path":"/l/1"}]""")]
    [InlineData("""{"l":[1,3]}""", """{"l":[1,2,3]}""", """[{"op":"add","path":"/l/1","value":2}]""")]
    [InlineData("""{"l":[1,2]}""", """{"l":[]}""", """[{"op":"remove","path":"/l/1"},{"op":"remove","path":"/l/0"}]""")]
    [InlineData("""{"a/b~c":1}""", """{"a/b~c":[]}""", """[{"op":"replace","path":"/a~1b~0c","value":[]}]""")]
    [InlineData("""{"a":null}""", """{}""", """[{"op":"remove","path":"/a"}]""")]
    public void Write_Examples_AreTheSmallestChange(string from, string to, string expected) => Assert.Equal(expected, Diff(from, to).ToJsonString());

    [Fact]
    public void Write_AnyTwoDocuments_AppliedGivesTheSecond() => Prop.ForAll(Documents().ToArbitrary(), Documents().ToArbitrary(), (from, to) =>
        JsonElement.DeepEquals(JsonElement.Parse(to), JsonElement.Parse(Applied(JsonNode.Parse(from), Diff(from, to))!.ToJsonString()))).QuickCheckThrowOnFailure();

    /// <summary>Objects with texts, numbers, nulls, lists and objects; names that a pointer must escape are among them.</summary>
    static Gen<string> Documents() => ObjectOf(3).Select(node => node.ToJsonString());

    static Gen<JsonNode?> NodeOf(int depth) => depth == 0
        ? Gen.Elements<object?>("x", "y", 1, 2.5m, true, null).Select(value => JsonSerializer.SerializeToNode(value))
        : Gen.OneOf(NodeOf(0), ArrayOf(depth), ObjectOf(depth).Select(o => (JsonNode?)o));

    static Gen<JsonNode?> ArrayOf(int depth) => NodeOf(depth - 1).ListOf().Resize(5).Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())]));

    static Gen<JsonObject> ObjectOf(int depth) =>
        Gen.Elements("a", "b", "~", "a/b", "0", "").Zip(NodeOf(depth - 1)).ListOf().Resize(5).Select(properties => new JsonObject(properties.DistinctBy(p => p.Item1).Select(p => KeyValuePair.Create(p.Item1, p.Item2?.DeepClone()))));

    /// <summary>RFC 6902, as far as add, remove and replace go, read once more by another hand than the one that writes.</summary>
    static JsonNode? Applied(JsonNode? document, JsonArray patch)
    {
        foreach (JsonNode? operation in patch)
        {
            string path = operation!["path"]!.GetValue<string>();
            if (path.Length == 0)
            {
                document = operation["value"]?.DeepClone();
                continue;
            }

            string[] parts = [.. path[1..].Split('/').Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
            JsonNode parent = document!;
            foreach (string part in parts[..^1]) parent = parent is JsonArray list ? list[int.Parse(part, null)]! : parent[part]!;
            Apply(parent, parts[^1], operation["op"]!.GetValue<string>(), operation["value"]?.DeepClone());
        }

        return document;
    }

    static void Apply(JsonNode parent, string name, string operation, JsonNode? value)
    {
        if (parent is JsonArray array)
        {
            int index = int.Parse(name, null);
            if (operation is "remove" or "replace") array.RemoveAt(index);
            if (operation is "add" or "replace") array.Insert(index, value);
            return;
        }

        JsonObject target = parent.AsObject();
        Assert.Equal(operation != "add", target.ContainsKey(name));
        if (operation == "remove") target.Remove(name);
        else target[name] = value;
    }
}
