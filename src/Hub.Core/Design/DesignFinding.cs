using System.Globalization;
using Hub.Rules;
using Hub.Submissions.Findings;

namespace Hub.Design;

/// <summary>What a statement rests on.</summary>
/// <param name="Source">Act and article, page or document.</param>
public sealed record DesignBasis(string Source, Confidence Confidence);

/// <summary>Something to be said of a design: law or arithmetic disagree with it.</summary>
/// <param name="Severity">What the hub would do with an entry like this: reject it, or take it with a warning.</param>
/// <param name="About">Id of the unit or part; null for the whole.</param>
/// <param name="Basis">The rule it rests on; null where it is arithmetic alone.</param>
public sealed record DesignFinding(string Code, Severity Severity, string Message, string Help, string? About, DesignBasis? Basis)
{
    internal static DesignFinding Of(FindingCode code, FormattableString? detail = null, string? about = null) =>
        new(code.Code, code.Severity, Words(code, detail), code.Help, about, null);

    internal static DesignFinding Of(RulesetFinding finding, IRule rule, Ruleset ruleset, RuleEffect effect, FormattableString? detail = null, string? about = null) =>
        new(finding.Code.Code, finding.Against(rule, ruleset, effect), Words(finding.Code, detail), finding.Code.Help, about, new DesignBasis(rule.Source, rule.Confidence));

    static string Words(FindingCode code, FormattableString? detail) =>
        detail is null ? code.Message : string.Format(CultureInfo.InvariantCulture, code.Message, detail.ToString(CultureInfo.InvariantCulture));
}
