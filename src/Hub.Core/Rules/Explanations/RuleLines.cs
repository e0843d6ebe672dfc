using System.Globalization;
using Hub.Catalogue;

namespace Hub.Rules.Explanations;

/// <summary>Every rule of a ruleset in words, in the order of the document.</summary>
public static class RuleLines
{
    public static IEnumerable<RuleLine> Of(Ruleset ruleset) =>
        [.. ruleset.Governance.Select(Competent), .. ruleset.Frameworks.SelectMany(Levels), .. ruleset.CreditSystems.SelectMany(Credits), .. ruleset.Sizes.SelectMany(Size),
         .. ruleset.MicroCredentialTypes.SelectMany(Types), .. ruleset.RequiredElements.SelectMany(Elements), .. ruleset.QualityRules.Select(Quality), .. RouteLines.Counting(ruleset), .. ruleset.RecognitionRoutes.SelectMany(RouteLines.Of)];

    static RuleLine Competent(Competence c) => new($"competence: {Word(c.Task)}, {c.BodyId}", $"{c.Body} is competent{Among("for sectors", c.Sectors)}{Among("levels", c.Levels)}{Among("kinds", c.Kinds)}", null, c.Confidence, c.Source);

    static IEnumerable<RuleLine> Levels(Framework framework)
    {
        string levels = string.Join(", ", framework.Levels.Select(l => l.Level));
        yield return new RuleLine($"framework: {framework.Id}", $"levels {levels}{(framework.Referenced ? "" : "; not referenced to the EQF")}", RuleEffect.Reject, framework.Confidence, framework.Source, EntryFindings.LevelUnknown.Code.Code);
        foreach (FrameworkLevel level in framework.Levels)
        {
            string about = level switch { { Eqf: null } => "has no EQF level", { OrEqf: { } other } => Invariant($"is EQF {level.Eqf} or {other}"), _ => Invariant($"is EQF {level.Eqf}") };
            yield return new RuleLine($"level: {framework.Id} {level.Level}", about, RuleEffect.Reject, level.Confidence, level.Source, level.Eqf is null ? EntryFindings.LevelNotReferenced.Code.Code : EntryFindings.LevelContradiction.Code.Code);
        }
    }

    static IEnumerable<RuleLine> Credits(CreditSystem system)
    {
        yield return new RuleLine($"credits: {system.Id}", $"{system.Names.GetValueOrDefault("en") ?? system.Id}{Among("also called", system.Aliases)}", null, system.Confidence, system.Source);
        if (system.CreditsPerYear is { } year) yield return new RuleLine($"credits: {system.Id}, a year", Invariant($"{year.Value} credits a year"), null, year.Confidence, year.Source);
        if (system.DecimalPlaces is { } places)
            yield return new RuleLine($"credits: {system.Id}, decimals", places.Value == 0 ? "whole credits only" : Invariant($"at most {places.Value} decimal places"), RuleEffect.Reject, places.Confidence, places.Source, EntryFindings.CreditDecimals.Code.Code);
        if (system.Levels is { } levels)
            yield return new RuleLine($"credits: {system.Id}, levels", $"only at {levels.Framework} {string.Join(", ", levels.Levels)}", RuleEffect.Reject, levels.Confidence, levels.Source, EntryFindings.CreditLevel.Code.Code);
        foreach (CreditComponent component in system.Components)
            yield return new RuleLine($"credits: {system.Id}, component {component.Id}", component.Names.GetValueOrDefault("en") ?? component.Id, RuleEffect.Reject, component.Confidence, component.Source, EntryFindings.CreditComponent.Code.Code);
        foreach (HoursPerCredit hours in system.HoursPerCredit)
            yield return new RuleLine($"credits: {system.Id}, {hours.HoursKind} hours{(hours.Component is null ? "" : $" of {hours.Component}")}", Hours(hours), hours.Effect, hours.Confidence, hours.Source, EntryFindings.CreditsPerHour.Code.Code);
        foreach (CreditConversion conversion in system.Conversions)
            yield return new RuleLine($"credits: {system.Id}, from {conversion.From}, {conversion.Of}", Invariant($"times {conversion.FactorMin} to {conversion.FactorMax}"), null, conversion.Confidence, conversion.Source);
        if (system.Registration is { } registration)
            yield return new RuleLine($"credits: {system.Id}, registration", $"given out by {string.Join(", ", registration.Schemes)}{Among("needed for kinds", registration.Kinds)}", registration.Effect, registration.Confidence, registration.Source, EntryFindings.CreditsNotRegistered.Code.Code);
    }

    static string Hours(HoursPerCredit hours)
    {
        string range = hours.Min == hours.Max ? Invariant($"{hours.Min} hours a credit") : Invariant($"{hours.Min} to {hours.Max} hours a credit");
        return hours.Tolerance == 0 ? range : Invariant($"{range}, within {decimal.Round(hours.Tolerance * 100, 1)} per cent");
    }

    static IEnumerable<RuleLine> Size(EntrySize size)
    {
        string? low = size.Min is { } min ? Invariant($"{(size.MinInclusive ? "at least" : "more than")} {min}") : null;
        string? high = size.Max is { } max ? Invariant($"{(size.MaxInclusive ? "at most" : "less than")} {max}") : null;
        string key = $"size: {size.Kind} in {size.CreditSystem}", code = size.Kind == "micro-credential" ? EntryFindings.MicroCredentialSize.Code.Code : EntryFindings.Size.Code.Code;
        yield return new RuleLine(key, $"{string.Join(" and ", new[] { low, high }.OfType<string>())} {size.CreditSystem}{Among("levels of", size.Frameworks)}", size.Effect, size.Confidence, size.Source, code);
        if (size.Exception is { } more)
            yield return new RuleLine($"{key}, exception", Invariant($"up to {more.Max} {size.CreditSystem}: {more.About}"), RuleEffect.Hold, more.Confidence, more.Source, EntryFindings.SizeException.Code.Code);
    }

    static IEnumerable<RuleLine> Types(MicroCredentialType type)
    {
        yield return new RuleLine($"micro-credential type: {type.Id}", type.About, type.Effect, type.Confidence, type.Source, EntryFindings.MicroCredentialType.Code.Code);
        if (type.LevelRule is not { } rule) yield break;
        string[] codes = rule.Value == LevelRule.OfSourceProgramme ? [EntryFindings.TypeWithoutSource.Code.Code, EntryFindings.LevelNotOfSource.Code.Code] : [EntryFindings.TypeWithoutLevel.Code.Code];
        yield return new RuleLine($"micro-credential type: {type.Id}, level", Word(rule.Value), type.Effect, rule.Confidence, rule.Source, codes);
    }

    static IEnumerable<RuleLine> Elements(RequiredElements set) => set.Elements.Select(element => new RuleLine(
        $"required: {set.Submission}, {set.Kind}{(set.CreditSystem is null ? "" : $" in {set.CreditSystem}")}, {element.Name}",
        $"one of {string.Join(", ", element.AnyOf)}", element.Effect, element.Confidence, element.Source, EntryFindings.ElementMissing.Code.Code));

    static RuleLine Quality(QualityRule rule)
    {
        string of = $"{(rule.CreditSystem is null ? "" : $" in {rule.CreditSystem}")}{(rule.EqfLevels.Count == 0 ? "" : $" at EQF {string.Join(", ", rule.EqfLevels)}")}";
        string[] codes = rule.Check switch
        {
            QualityCheck.DerivedFromValidated => [EntryFindings.NotDerived.Code.Code],
            QualityCheck.AwardingBodyRegistered => [EntryFindings.AwardingBodyUnknown.Code],
            QualityCheck.LevelNotOnlyDeclared => [EntryFindings.LevelOnlyDeclared.Code.Code],
            QualityCheck.InsideProgramme => [EntryFindings.NotInProgramme.Code.Code],
            QualityCheck.RightForStudyProgrammeGroup => [EntryFindings.StudyProgrammeGroupMissing.Code.Code, EntryFindings.GroupRightMissing.Code.Code],
            QualityCheck.AccreditationCovers => [EntryFindings.NotAccredited.Code.Code],
            QualityCheck.AwardingBodyOfSector => [EntryFindings.OtherSector.Code.Code],
            QualityCheck.CreditsAsRegistered => [EntryFindings.CreditsNotAsRegistered.Code.Code],
            _ => throw new ArgumentOutOfRangeException(nameof(rule)),
        };
        return new RuleLine($"quality: {Word(rule.Check)}{of}", $"{Word(rule.Check)}{Among("kinds", rule.Kinds)}{Among("sectors", rule.Sectors)}", rule.Effect, rule.Confidence, rule.Source, codes);
    }

    static string Among(string what, IReadOnlyList<string> names) => names.Count == 0 ? "" : $"; {what} {string.Join(", ", names)}";

    static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
