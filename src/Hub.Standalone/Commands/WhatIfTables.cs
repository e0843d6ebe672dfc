using Hub.Recognition.Evaluation;
using Hub.Recognition.WhatIf;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Commands;

/// <summary>The answer to a what-if question as tables for a person.</summary>
static class WhatIfTables
{
    public static void Show(Terminal terminal, WhatIfAnswer answer)
    {
        terminal.Heading($"{answer.Target}, {answer.Route}, decided by {answer.Institution}, as of {answer.AsOf:yyyy-MM-dd} under {answer.Ruleset.Country}/{answer.Ruleset.EffectiveFrom:yyyy-MM-dd}");
        terminal.Line(Proposal(answer));
        terminal.Table(["part", "covered", "by", "own credits", "why"], answer.Parts.Select(IReadOnlyList<string> (p) => [p.Part, Name(p), p.Achievement ?? "", DesignCommand.Number(p.Credits), p.Explanation]), 3);
        terminal.Table(["aspect", "stands", "about", "found"], answer.Aspects.SelectMany(a => a.Findings.Select(IReadOnlyList<string> (f, i) => [i == 0 ? HubJson.NameOf(a.Aspect) : "", HubJson.NameOf(f.Standing), f.Achievement ?? f.Part ?? "", f.Explanation])));
        if (answer.Conversions.Count > 0)
            terminal.Table(["achievement", "awarded", "hours", "before rounding", "counts"], answer.Conversions.Select(IReadOnlyList<string> (c) => [c.Achievement, $"{DesignCommand.Number(c.Points)} {c.From}", Range(c.HoursLow, c.HoursHigh), Range(c.Low, c.High), $"{DesignCommand.Number(c.Credits)} {c.To}"]));
        if (answer.Caps.Count > 0)
            terminal.Table(["cap", "at most", "asked", "", "basis"], answer.Caps.Select(IReadOnlyList<string> (c) => [c.Cap, DesignCommand.Number(c.Most), DesignCommand.Number(c.Credits), c.IsExceeded ? "exceeded" : "", c.Basis]), 1, 2);
        if (answer.Trace.Count > 0)
            terminal.Table(["rule", "founded", "basis"], answer.Trace.Select(IReadOnlyList<string> (t) => [t.Rule, HubJson.NameOf(t.Confidence), t.Basis]));
    }

    static string Proposal(WhatIfAnswer answer)
    {
        string outcome = answer.Outcome == ProposedOutcome.NeedsPerson ? $"A person would decide; if the doubts are settled: {HubJson.NameOf(answer.IfDoubtsAreSettled)}" : $"Proposal: {HubJson.NameOf(answer.Outcome)}";
        string credits = answer.Credits is { } counted ? $", {DesignCommand.Number(counted)} {answer.CreditSystem}" : "";
        return $"{outcome}{credits}{(answer.MachineMayGrant ? ". The hub itself would grant it." : ".")}";
    }

    static string Name(WhatIfPart part) => part.Extent == Extent.Not || part.IsSound ? HubJson.NameOf(part.Extent) : $"{HubJson.NameOf(part.Extent)}, in doubt";

    static string Range(decimal? low, decimal? high) => low == high ? DesignCommand.Number(low) : $"{DesignCommand.Number(low)} to {DesignCommand.Number(high)}";
}
