using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Hub.Rules;

/// <summary>Reads one ruleset file strictly and cross-checks it.</summary>
public static class RulesetReader
{
    /// <param name="file">Name for messages; its last two parts must be <c>country/effective-date.json</c>.</param>
    /// <exception cref="RulesetException">The file does not read, or contradicts itself.</exception>
    public static Ruleset Read(string file, ReadOnlySpan<byte> utf8)
    {
        Ruleset ruleset = Parse(file, utf8) with { Version = Convert.ToHexStringLower(SHA256.HashData(utf8)) };
        CheckName(file, ruleset);
        RulesetChecks.Check(file, ruleset);
        return ruleset;
    }

    static Ruleset Parse(string file, ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (utf8.StartsWith(mark)) utf8 = utf8[mark.Length..];
        try
        {
            return JsonSerializer.Deserialize(utf8, RulesetJson.Default.Ruleset) ?? throw new RulesetException(file, "$", "the file holds null");
        }
        catch (JsonException fault)
        {
            string line = fault.LineNumber is { } number ? string.Create(CultureInfo.InvariantCulture, $" (line {number + 1})") : "";
            throw new RulesetException(file, fault.Path ?? "$", Reason(fault) + line, fault);
        }
    }

    // The serializer appends path and position to its messages; both are told apart here.
    static string Reason(JsonException fault)
    {
        string message = fault.Message;
        int tail = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return tail < 0 ? message : message[..tail];
    }

    static void CheckName(string file, Ruleset ruleset)
    {
        string[] parts = file.Replace('\\', '/').Split('/');
        string expected = string.Create(CultureInfo.InvariantCulture, $"{ruleset.EffectiveFrom:yyyy-MM-dd}.json");
        if (parts[^1] != expected) throw new RulesetException(file, "$.effectiveFrom", $"the file should be called {expected}");
        if (parts.Length > 1 && parts[^2] != ruleset.Country) throw new RulesetException(file, "$.country", $"the file stands in the folder {parts[^2]}");
    }
}
