using System.Globalization;
using System.Text.Json;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;
using Hub.Rules;

namespace Hub.Recognition.Documents;

/// <summary>Checks the document of a decision as anyone can: signature, form, and that mapping and credits agree.</summary>
public static class VerifyDecision
{
    /// <summary>Unknown members are refused: what is signed is understood whole.</summary>
    static readonly JsonSerializerOptions Strict = new(HubJson.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = false };

    /// <param name="keys">Trusted public keys, retired ones included: a decision outlives the key that signed it.</param>
    /// <returns>The document and the key that signed it, or what is wrong.</returns>
    public static Result<(DecisionDocument Document, string KeyId)> Check(string jws, IReadOnlyCollection<PublicSigningKey> keys)
    {
        Result<(byte[] Payload, string KeyId)> signed = Jws.Verify(jws, keys);
        if (signed.Problem is { } unsigned) return unsigned;
        if (!Jws.IsOfType(jws, DecisionDocument.MediaTypeName) || Read(signed.Value.Payload) is not { } document) return DecisionProblems.NotADecision();
        return (OfForm(document) ?? OfLaw(document) ?? OfSums(document)) is { } wrong ? wrong : (document, signed.Value.KeyId);
    }

    public static DecisionDocument? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize<DecisionDocument>(payload, Strict) is { Form: DecisionDocument.DecisionForm } document ? document : null;
        }
        catch (JsonException)
        {
            return null;        // signed, but something else, such as a receipt: the caller says so
        }
    }

    static Problem? OfForm(DecisionDocument of)
    {
        if (of is not { Case: not null, Body: not null, Target: not null, Mapping: not null, Conditions: not null, Remedies: not null, Appeal.Ways: not null, Law.Version: not null, Trace: not null, Deciders: not null })
            return DecisionProblems.NotADecision();
        if (!CaseId.TryParse(of.Case, out CaseId id) || id.Body.Value != of.Body.Id || of.Number < 1) return DecisionProblems.NotADecision();
        return of.Number > 1 == of.Previous is not null ? null : DecisionProblems.Incomplete("previous");
    }

    /// <summary>What a decision has to say whatever the country: Lisbon Recognition Convention, article III.5, and the hub's rules of conduct.</summary>
    static Problem? OfLaw(DecisionDocument of)
    {
        if (of.Deciders.Count == 0 || of.Deciders.Select(d => d.Reference).Distinct(StringComparer.Ordinal).Count() != of.Deciders.Count) return DecisionProblems.Incomplete("deciders");
        if (of.ByMachine && of.Outcome != DecisionOutcome.Full) return DecisionProblems.Incomplete("deciders: a machine never refuses and never grants in part");
        if (of.Outcome == DecisionOutcome.Full) return null;
        if (of.Ground is null) return DecisionProblems.Incomplete("ground");
        if (of.Remedies.Count == 0) return DecisionProblems.Incomplete("remedies");
        if (of.Appeal.Ways.Count == 0 && string.IsNullOrWhiteSpace(of.Appeal.Text)) return DecisionProblems.Incomplete("appeal");
        if (of.Appeal.Ways.Any(w => w.IsEstablished && (w.LastDay is null || w.Doubts.Count > 0))) return DecisionProblems.Incomplete("appeal: a last day is called established and is not");
        return of.Outcome switch
        {
            DecisionOutcome.Conditional when of.Conditions.Count == 0 => DecisionProblems.Incomplete("conditions"),
            DecisionOutcome.Alternative when of.Alternative is null => DecisionProblems.Incomplete("alternative"),
            DecisionOutcome.Partial when of.Mapping.Count == 0 => DecisionProblems.Incomplete("mapping"),
            DecisionOutcome.Refused when of.Mapping.Count > 0 => DecisionProblems.Incomplete("mapping: a refusal grants nothing"),
            _ => null,
        };
    }

    static Problem? OfSums(DecisionDocument of)
    {
        if (of.Mapping.Select(m => m.To.Id).Distinct(StringComparer.Ordinal).Count() != of.Mapping.Count) return DecisionProblems.SumsDiffer("a part stands twice");
        if (of.Credits is not { } credits) return null;
        foreach (CountedCredits item in credits.Items)
            if (!of.Mapping.Any(m => m.From?.Id == item.Achievement && (item.Part is null || item.Part == m.To.Id))) return DecisionProblems.SumsDiffer($"{item.Part ?? item.Achievement} is counted and not mapped");
        if (credits.Items.Select(i => (i.Achievement, i.Part)).Distinct().Count() != credits.Items.Count) return DecisionProblems.SumsDiffer("something is counted twice");
        foreach (Conversion c in credits.Conversions)
            if (credits.Items.FirstOrDefault(i => i.Part is null && i.Achievement == c.Achievement) is not { } item || item.Credits > c.Credits) return DecisionProblems.SumsDiffer($"{c.Achievement} counts more than it was converted to");
        decimal sum = credits.Items.Sum(i => i.Credits);
        return sum == credits.Total && credits.Items.All(i => i.Credits >= 0) ? null : DecisionProblems.SumsDiffer(string.Create(CultureInfo.InvariantCulture, $"{credits.Total} is stated, {sum} is the sum"));
    }
}
