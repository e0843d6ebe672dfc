using Hub.Learners;
using Hub.Records;
using Hub.Recognition.Evaluation;

namespace Hub.Agreements;

/// <summary>
/// The learning agreements a case can rest on, each as its parties last signed it: of its learner, with the institution that decides, or
/// that awards the target, as home.
/// Nobody's key is opened for it: what is agreed does not say who the learner is.
/// </summary>
public sealed class CoveringAgreements(AgreementRecords agreements, LearnerStore learners, ReadSigned signed)
{
    /// <param name="homes">Institutions that recognise.</param>
    /// <param name="target">What is asked for; a memorandum may cover some qualifications and levels only.</param>
    internal async Task<IReadOnlyList<LearningAgreement>> OfAsync(string learner, IReadOnlySet<string> homes, RecognitionTarget target, CancellationToken cancel)
    {
        var own = new LearnerReference(learner);
        if (await learners.FindAsync(own, cancel) is not var (row, _)) return [];
        if (row.MergedInto is { } into && await learners.FindAsync(own = new LearnerReference(into), cancel) is var (standing, _)) row = standing;
        var found = new List<LearningAgreement>();
        foreach (LearnerReference reference in row.AllOf(own))
        {
            foreach (ListedRecord stored in await agreements.ListAsync(reference, cancel))
            {
                if (await signed.AgreedAsync(stored.Id, stored.Record, reference, version => version.IsSigned, cancel) is not { Terms: var terms } || terms.Home is not { } home || !homes.Contains(home) || !OrganisationId.IsValid(terms.Host)) continue;
                bool acceptsQuality = terms.Memorandum is { } id && await AcceptsQualityAsync(id, terms, target, cancel);
                found.Add(new LearningAgreement(terms.Id, home, terms.Host!, terms.From, IsSigned: true, acceptsQuality, [.. terms.Outcomes.Where(o => o.Part is not null).Select(o => new AgreedOutcome(o.Outcome, o.Part!))]));
            }
        }

        // One that accepts quality assurance before others that cover the same: the first that covers counts.
        return [.. found.OrderByDescending(a => a.AcceptsQuality).ThenBy(a => a.Id, StringComparer.Ordinal)];
    }

    /// <summary>Whether the memorandum accepts quality assurance and assessment for what is asked for.</summary>
    async Task<bool> AcceptsQualityAsync(string id, AgreementTerms learning, RecognitionTarget target, CancellationToken cancel)
    {
        if (await InForceAsync(id, learning, cancel) is not { } memorandum) return false;
        if (!memorandum.Accepts.Contains("quality-assurance") || !memorandum.Accepts.Contains("assessment")) return false;
        if (memorandum.Qualifications.Count > 0 && !memorandum.Qualifications.Contains(target.Id)) return false;
        return memorandum.EqfLevels.Count == 0 || (target.Eqf is { } level && memorandum.EqfLevels.Contains(level));
    }

    /// <summary>Whether a memorandum in force between the two stands behind the agreement.</summary>
    internal async Task<bool> HasMemorandumAsync(AgreementTerms learning, CancellationToken cancel) => learning.Memorandum is { } id && await InForceAsync(id, learning, cancel) is not null;

    /// <summary>The memorandum, where it was in force between the two on the first day and both have signed it.</summary>
    async Task<AgreementTerms?> InForceAsync(string id, AgreementTerms learning, CancellationToken cancel)
    {
        if (await agreements.FindMemorandumAsync(id, cancel) is not { } stored) return null;
        SignedVersion? agreed = await signed.AgreedAsync(id, stored, null, version => version.IsSignedBy(learning.Home) && version.IsSignedBy(learning.Host), cancel);
        return agreed?.Terms.HoldsOn(learning.From) == true ? agreed.Terms : null;
    }
}
