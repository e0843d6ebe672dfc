using Hub.Recognition.Evaluation;

namespace Hub.Recognition.Cases;

/// <summary>What of an evaluation a decision rests on.</summary>
public sealed record StoredEvaluation(ProposedOutcome Outcome, ProposedOutcome IfDoubtsAreSettled, bool MachineMayGrant, decimal? Credits, string RulesetVersion, DateOnly AsOf, IReadOnlyList<string> Trace, IReadOnlyList<string> Codes)
{
    /// <summary>Credit system of the target; null: credits are not counted.</summary>
    public string? System { get; init; }

    /// <summary>What was found, in the order of the aspects; empty in what was evaluated before they were kept: then there are the codes.</summary>
    public IReadOnlyList<StoredFinding> Findings { get; init; } = [];

    /// <summary>Versions of the achievements that were looked at, by public id: what comes later may change the result.</summary>
    public IReadOnlyDictionary<string, int> Seen { get; init; } = new Dictionary<string, int>();

    /// <summary>One for each part of the target, in its order.</summary>
    public IReadOnlyList<StoredPart> Parts { get; init; } = [];

    /// <summary>What <see cref="Credits"/> is the sum of.</summary>
    public IReadOnlyList<CountedCredits> Counted { get; init; } = [];

    public IReadOnlyList<Conversion> Conversions { get; init; } = [];

    /// <summary>Caps of the receiver that something counts against.</summary>
    public IReadOnlyList<CapUse> Caps { get; init; } = [];

    public static StoredEvaluation Of(RequestEvaluation evaluation) => new(
        evaluation.Proposal.Outcome, evaluation.Proposal.IfDoubtsAreSettled, evaluation.Proposal.MachineMayGrant, evaluation.Volume.Credits, evaluation.RulesetVersion, evaluation.AsOf,
        [.. evaluation.Trace.Select(t => $"{t.Key}: {t.Rule.Source}")],
        [.. evaluation.Aspects.SelectMany(a => a.Findings).Select(f => f.Code.Code).Distinct(StringComparer.Ordinal)])
    {
        Findings = [.. evaluation.Aspects.SelectMany(a => a.Findings).Select(f => new StoredFinding(f.Code.Code, f.Achievement, f.Part, f.Detail)).Distinct()],
        System = evaluation.Volume.System,
        Parts = [.. evaluation.Parts.Select(p => new StoredPart(p.Part, p.Extent, p.Achievement, p.How?.Code.Code, p.Credits))],
        Counted = evaluation.Volume.Counted,
        Conversions = evaluation.Volume.Conversions,
        Caps = evaluation.Volume.Caps,
    };
}

/// <summary>One finding, without its words.</summary>
/// <param name="Code">Of <see cref="EvaluationCodes"/> when it was found.</param>
/// <param name="Achievement">Whom it is about; null: all of them.</param>
/// <param name="Part">Part of the target it is about; null: all of it.</param>
public sealed record StoredFinding(string Code, string? Achievement, string? Part, string? Detail);

/// <summary>How far a part of the target is covered, and by what.</summary>
/// <param name="How">Code of why it is covered; null: nothing covers it.</param>
/// <param name="Credits">The part's own; null: not stated.</param>
public sealed record StoredPart(string Part, Extent Extent, string? Achievement, string? How, decimal? Credits);
