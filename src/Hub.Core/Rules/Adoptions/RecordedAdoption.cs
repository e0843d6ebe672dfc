using System.Security.Cryptography;
using System.Text;

namespace Hub.Rules.Adoptions;

/// <summary>The act by which a competent body took responsibility for one edition of a document, as the hub keeps it.</summary>
/// <param name="RulesetVersion">SHA-256 of the document that was adopted: an edited document is not adopted with it.</param>
/// <param name="By">Who adopted it.</param>
/// <param name="On">Day of the act.</param>
/// <param name="Act">Which act it was.</param>
/// <param name="RecordedAt">What is received from then on is judged with it.</param>
/// <param name="RecordedBy">API key that recorded it.</param>
public sealed record RecordedAdoption(string Country, DateOnly EffectiveFrom, string RulesetVersion, string By, DateOnly On, string Act, DateTimeOffset RecordedAt, string RecordedBy)
{
    /// <summary>What stands between the version of the document and the digest of its adoption in the version judgements name.</summary>
    public const char Mark = '+';

    /// <summary>The document with its adoption. Its version names both, so that a judgement says what decided.</summary>
    public Ruleset Adopt(Ruleset ruleset) => ruleset with { Adoption = new Adoption(By, On, Act), Version = $"{ruleset.Version}{Mark}{Digest()}" };

    string Digest()
    {
        string what = string.Join('\n', RulesetVersion, By, On.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Act);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..16];
    }
}
