using System.Text.Json;

namespace Hub.Releases;

/// <summary>An organisation as a release shows it.</summary>
/// <param name="Country">ISO 3166 alpha-2; null where none is registered.</param>
/// <param name="LegalName">Language and text, as they stand in the record.</param>
/// <param name="Identifiers">As <c>scheme:value</c>.</param>
public sealed record ReleaseOrganisation(string Id, string? Country, IReadOnlyList<KeyValuePair<string, string>> LegalName, IReadOnlyList<string> Identifiers, string? Homepage);

/// <summary>The organisations of a release, held in memory while it is written: there are thousands of them, not millions.</summary>
public sealed class ReleaseRegister
{
    readonly Dictionary<string, ReleaseOrganisation> _byId = new(StringComparer.Ordinal);

    public ReleaseOrganisation? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Reads the dataset of organisations, one object a line.</summary>
    public static async Task<ReleaseRegister> ReadAsync(Stream lines, CancellationToken cancel)
    {
        var register = new ReleaseRegister();
        await using var reader = new LineReader(lines);
        while (await reader.ReadAsync(cancel) is { } line)
        {
            using JsonDocument json = JsonDocument.Parse(line);
            ReleaseOrganisation organisation = Read(json.RootElement);
            register._byId[organisation.Id] = organisation;
        }

        return register;
    }

    static ReleaseOrganisation Read(JsonElement json) => new(
        json.GetProperty("id"u8).GetString()!, TextOf(json, "country"u8),
        json.TryGetProperty("legalName"u8, out JsonElement names) ? [.. names.EnumerateObject().Select(n => KeyValuePair.Create(n.Name, n.Value.GetString()!))] : [],
        json.TryGetProperty("identifiers"u8, out JsonElement identifiers) ? [.. identifiers.EnumerateArray().Select(i => i.GetString()!)] : [],
        TextOf(json, "homepage"u8));

    static string? TextOf(JsonElement json, ReadOnlySpan<byte> name) => json.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
