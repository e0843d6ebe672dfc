using System.Text.Json;

namespace Hub.Http.SignIn.Tokens;

/// <summary>Finds claims in the payload of a token.</summary>
static class TokenClaims
{
    /// <summary>Values of one claim; beyond it a token is not read further.</summary>
    const int MaxValues = 1000;

    /// <summary>
    /// The claim of this name, or inside other claims where the name has dots. A name that is there as a whole comes first:
    /// names that are addresses have dots too.
    /// </summary>
    public static JsonElement? Find(JsonElement claims, string path)
    {
        if (claims.ValueKind != JsonValueKind.Object) return null;
        if (claims.TryGetProperty(path, out JsonElement whole)) return whole;
        for (int dot = path.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = path.IndexOf('.', dot + 1))
            if (claims.TryGetProperty(path[..dot], out JsonElement inner) && Find(inner, path[(dot + 1)..]) is { } found) return found;
        return null;
    }

    /// <summary>A text or a list of texts; anything else is nothing.</summary>
    /// <param name="divided">Whether a text may hold several values with spaces between, as <c>scope</c> does (RFC 8693, 4.2).</param>
    public static IReadOnlyList<string> Texts(JsonElement? claim, bool divided) => claim switch
    {
        { ValueKind: JsonValueKind.String } text => divided ? text.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [text.GetString()!],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Take(MaxValues).Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)],
        _ => [],
    };
}
