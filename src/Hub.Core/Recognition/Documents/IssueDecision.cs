using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Rules;

namespace Hub.Recognition.Documents;

/// <summary>
/// Makes the signed document of a decision in the moment it is told, for the commit that tells it: the last day of appeal in it
/// and the term that runs count from the same moment.
/// </summary>
public sealed class IssueDecision(CaseLaws laws, DecisionStore decisions, IDecisionNames names, ICaseTexts texts, ISigner signer, IKeyRing ring, Vocabularies vocabularies)
{
    /// <summary>16 hexadecimal digits tell deciders of a case apart.</summary>
    const int ReferenceBytes = 8;

    /// <param name="told">The case as it is once the decision is told.</param>
    /// <returns>The row of the document; null where the learner was erased: then nobody is left to read it.</returns>
    public async Task<RowChange?> MakeAsync(RecognitionCase told, CancellationToken cancel)
    {
        CaseDecision decision = told.Decision ?? throw new ArgumentException("The case has no decision.", nameof(told));
        string language = Phrases.Choose([told.Language, .. vocabularies.OfficialLanguages(told.Country)]);
        string? reasons = null;
        if (decision.Content.Reasons is { } text)
        {
            if (await texts.OpenAsync(told.Learner, told.Id, text, cancel) is not { } opened) return null;
            reasons = Encoding.UTF8.GetString(opened);
        }

        string? previous = null;
        if (told.Earlier.Count > 0)
        {
            Result<string> before = await decisions.FindAsync(told, told.Earlier.Count, cancel);
            if (before.Problem is null) previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(before.Value)));
        }

        var facts = new DecisionFacts(language, await NamesAsync(told, decision, language, cancel), reasons, await ReferencesAsync(told, decision, cancel), previous);
        DecisionDocument document = WriteDecision.From(told, await laws.OfAsync(told, cancel), facts);
        string jws = await Jws.SignAsync(signer, DecisionDocument.MediaTypeName, JsonSerializer.SerializeToUtf8Bytes(document, HubJson.Options), cancel);
        return await decisions.SealAsync(told, document.Number, jws, cancel);
    }

    Task<IReadOnlyDictionary<string, string>> NamesAsync(RecognitionCase told, CaseDecision decision, string language, CancellationToken cancel)
    {
        IEnumerable<string> entries = [told.Target, .. told.Achievements, .. decision.Content.Parts, .. decision.Content.AlternativeTarget is { } other ? [other] : Array.Empty<string>()];
        return names.FindAsync([told.Body, told.Provider], [.. entries.Distinct(StringComparer.Ordinal)], language, cancel);
    }

    /// <summary>Under the pepper, so that a short name of a person can not be found by trying.</summary>
    async Task<string[]> ReferencesAsync(RecognitionCase told, CaseDecision decision, CancellationToken cancel)
    {
        ReadOnlyMemory<byte> pepper = await ring.PepperAsync(cancel);
        return [.. decision.Deciders.Select(decider => Convert.ToHexStringLower(HMACSHA256.HashData(pepper.Span, Encoding.UTF8.GetBytes($"decider\n{told.Id}\n{decider}")).AsSpan(0, ReferenceBytes)))];
    }
}
