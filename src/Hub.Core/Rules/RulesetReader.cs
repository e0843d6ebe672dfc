using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Hub.Rules;

/// <summary>Reads one ruleset file strictly and cross-checks it.</summary>
public static class RulesetReader
{
    /// <param name="file">Name for messages; its last two parts must be <c>country/effective-date.json</c>.</param>
    /// <exception cref="RulesetException">The file does not read, or contradicts itself.</exception>
    public static Ruleset Read(string file, byte[] utf8)
    {
        Ruleset ruleset = ReadDraft(file, utf8);
        CheckName(file, ruleset);
        return ruleset;
    }

    /// <summary>Reads a document that has no place among the rule files yet, so that its name says nothing.</summary>
    /// <exception cref="RulesetException">The document does not read, or contradicts itself.</exception>
    public static Ruleset ReadDraft(string file, byte[] utf8)
    {
        Ruleset ruleset = Parse(file, utf8) with { Version = Convert.ToHexStringLower(SHA256.HashData(utf8)), File = file };
        RulesetChecks.Check(file, ruleset);
        return ruleset;
    }

    static Ruleset Parse(string file, byte[] utf8)
    {
        int start = utf8 is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8.AsMemory(start));
            return StrictObject.Root(file, document.RootElement, RulesetParts.Whole);
        }
        catch (JsonException fault)
        {
            string line = string.Create(CultureInfo.InvariantCulture, $"line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}");
            throw new RulesetException(file, line, fault.Message, fault);
        }
    }

    static void CheckName(string file, Ruleset ruleset)
    {
        string[] parts = file.Replace('\\', '/').Split('/');
        string expected = string.Create(CultureInfo.InvariantCulture, $"{ruleset.EffectiveFrom:yyyy-MM-dd}.json");
        if (parts[^1] != expected) throw new RulesetException(file, "$.effectiveFrom", $"the file should be called {expected}");
        if (parts.Length > 1 && parts[^2] != ruleset.Country) throw new RulesetException(file, "$.country", $"the file stands in the folder {parts[^2]}");
    }
}
