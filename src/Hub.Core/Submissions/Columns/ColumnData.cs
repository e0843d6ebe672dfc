using System.Reflection;
using System.Text.Json;

namespace Hub.Submissions.Columns;

/// <summary>Reads column data strictly: what is unknown, double or missing stops the start and is named with file, path and reason.</summary>
static class ColumnData
{
    const string Prefix = "Rulesets/Columns/";

    static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static T Parse<T>(string file, ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Strict) ?? throw Bad(file, "$", "The file holds null.");
        }
        catch (JsonException wrong)
        {
            throw Bad(file, wrong.Path ?? "$", wrong.Message);
        }
    }

    public static InvalidDataException Bad(string file, string path, string reason) => new($"{file}: {path}: {reason}");

    /// <summary>The data that comes with the hub: name below <c>src/Rulesets/Columns</c> and content.</summary>
    public static IEnumerable<(string Name, byte[] Json)> Shipped(string folder)
    {
        Assembly assembly = typeof(ColumnData).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            string path = name.Replace('\\', '/');
            if (!path.StartsWith(Prefix + folder, StringComparison.Ordinal)) continue;
            using Stream content = assembly.GetManifestResourceStream(name)!;
            byte[] json = new byte[content.Length];
            content.ReadExactly(json);
            yield return (path[Prefix.Length..], json);
        }
    }
}
