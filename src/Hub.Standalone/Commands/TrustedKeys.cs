using System.Text.Json;
using Hub.Ports;

namespace Hub.Standalone.Commands;

/// <summary>Public keys that somebody trusts: a JWKS in a file or at an address.</summary>
static class TrustedKeys
{
    public static async Task<IReadOnlyList<PublicSigningKey>> ReadAsync(string place, CancellationToken cancel)
    {
        using var http = new HttpClient();
        byte[] jwks = place.StartsWith("http://", StringComparison.Ordinal) || place.StartsWith("https://", StringComparison.Ordinal)
            ? await http.GetByteArrayAsync(new Uri(place), cancel)
            : await File.ReadAllBytesAsync(place, cancel);
        try
        {
            return JsonSerializer.Deserialize<Jwks>(jwks, HubJson.Options)?.ToKeys() ?? [];
        }
        catch (JsonException)
        {
            throw new IOException($"{place} holds no JSON Web Key Set.");
        }
    }
}
