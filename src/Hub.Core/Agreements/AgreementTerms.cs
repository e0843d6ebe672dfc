using System.Globalization;
using System.Text.Json;
using Hub.Learners.CreditRecords.Reading;

namespace Hub.Agreements;

/// <summary>What is agreed, as far as rules ask: read from a stored agreement, sealed or not. Nothing of it says who the learner is.</summary>
/// <param name="Home">Who validates and recognises; null in a memorandum.</param>
/// <param name="Host">Who teaches and assesses; null in a memorandum.</param>
/// <param name="Parties">Parties of a memorandum; other parties of a learning agreement.</param>
/// <param name="Until">Last day; null: no end is set.</param>
/// <param name="Accepts">Short names of the vocabulary <c>mutual-acceptance</c>.</param>
/// <param name="Qualifications">Empty: all.</param>
/// <param name="EqfLevels">Empty: all.</param>
/// <param name="Stated">Signatures that the record itself states, by who signs.</param>
public sealed record AgreementTerms(
    string Id, string Type, string? Home, string? Host, IReadOnlyList<string> Parties, string? Memorandum, DateOnly From, DateOnly? Until, IReadOnlyList<AgreedPart> Outcomes,
    IReadOnlyList<string> Accepts, IReadOnlyList<string> Qualifications, IReadOnlyList<int> EqfLevels, IReadOnlyDictionary<string, DateOnly> Stated, bool IsActive)
{
    /// <summary>Whether a proposal stands open in the system the agreement comes from. Known only of an opened record.</summary>
    public bool HasProposal { get; init; }

    public bool IsMemorandum => Type == AgreementTypes.Memorandum;

    /// <summary>The organisation whose record it is.</summary>
    public string Owner => Id[..Id.IndexOf('~', StringComparison.Ordinal)];

    /// <summary>Organisations that may see it: its parties, and whoever sent it.</summary>
    public bool Concerns(string organisation) => organisation == Home || organisation == Host || organisation == Owner || Parties.Contains(organisation);

    /// <summary>As whom the organisation signs; null: it does not.</summary>
    public string? SignsAs(string organisation) =>
        IsMemorandum ? (Parties.Contains(organisation) ? organisation : null)
        : organisation == Home ? Signer.Home
        : organisation == Host ? Signer.Host
        : null;

    /// <summary>Everybody whose signature it takes.</summary>
    public IReadOnlyList<string> Signers => IsMemorandum ? Parties : [Signer.Learner, Signer.Home, Signer.Host];

    public bool HoldsOn(DateOnly day) => IsActive && day >= From && (Until is not { } until || day <= until);

    public static AgreementTerms Read(string id, ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        var agreement = new JsonMembers(document.RootElement);
        return new AgreementTerms(
            id, agreement.Text("type")!, agreement.Text("home"), agreement.Text("host"), agreement.List("parties"), agreement.Text("memorandum"), agreement.Day("validFrom")!.Value, agreement.Day("validUntil"),
            [.. agreement.List("outcomes").Select(AgreedPart.Parse)], agreement.List("accepts"), agreement.List("qualifications"), LevelsOf(document.RootElement),
            agreement.List("signatures").Select(Divide).GroupBy(s => s.Left).ToDictionary(s => s.Key, s => DateOnly.ParseExact(s.First().Right!, "yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparer.Ordinal),
            agreement.Text("status") != AgreementStatus.Terminated)
        {
            HasProposal = agreement.Text("proposed") is not null,
        };
    }

    /// <summary>Whether a canonical record is about a learner.</summary>
    internal static bool IsOfLearner(ReadOnlySpan<byte> json) => json.IndexOf("\"learnerId\":\""u8) >= 0;

    /// <summary>The version a canonical record says it answers; null where it says nothing.</summary>
    internal static int? AnswersOf(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return (int?)new JsonMembers(document.RootElement).Number("answers");
    }

    internal static (string Left, string? Right) Divide(string text)
    {
        int divider = text.IndexOf(AgreementCells.Divider, StringComparison.Ordinal);
        return divider < 0 ? (text, null) : (text[..divider], text[(divider + 1)..]);
    }

    static int[] LevelsOf(JsonElement agreement) => agreement.TryGetProperty("eqfLevels", out JsonElement levels) ? [.. levels.EnumerateArray().Select(l => l.GetInt32())] : [];
}

/// <summary>What is to be achieved at the host.</summary>
/// <param name="Outcome">Public id of the host's outcome, unit or entry.</param>
/// <param name="Part">Public id of the part of the home qualification it stands for; null: not agreed.</param>
public readonly record struct AgreedPart(string Outcome, string? Part)
{
    internal static AgreedPart Parse(string text)
    {
        (string outcome, string? part) = AgreementTerms.Divide(text);
        return new AgreedPart(outcome, part);
    }
}
