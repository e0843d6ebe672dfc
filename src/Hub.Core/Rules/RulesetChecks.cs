using System.Globalization;

namespace Hub.Rules;

/// <summary>What a ruleset file must also satisfy beyond its shape: nothing in it may contradict anything else in it.</summary>
static class RulesetChecks
{
    public static void Check(string file, Ruleset ruleset)
    {
        var at = new Place(file);
        at.Require(ruleset.Country is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'], "$.country", "two capital letters are expected");
        at.Require(ruleset.Basis.Count > 0, "$.basis", "at least one legal basis is expected");
        CheckFrameworks(at, ruleset);
        for (int i = 0; i < ruleset.CreditSystems.Count; i++) CheckCreditSystem(at, ruleset, ruleset.CreditSystems[i], $"$.creditSystems[{i}]");
        Unique(at, ruleset.CreditSystems, s => s.Id, "$.creditSystems");
        CheckSizes(at, ruleset);
        CheckTypes(at, ruleset);
        CheckQuality(at, ruleset);
        CheckGovernance(at, ruleset);
        CheckRequired(at, ruleset);
        CheckCalendar(at, ruleset.Calendar);
        CheckRoutes(at, ruleset);
    }

    static void CheckFrameworks(Place at, Ruleset ruleset)
    {
        Unique(at, ruleset.Frameworks, f => f.Id, "$.frameworks");
        for (int i = 0; i < ruleset.Frameworks.Count; i++)
        {
            Framework framework = ruleset.Frameworks[i];
            string path = $"$.frameworks[{i}]";
            Unique(at, framework.Levels, l => l.Level, path + ".levels");
            foreach (FrameworkLevel level in framework.Levels)
            {
                at.Require(level.Eqf is null or (>= 1 and <= 8), path + ".levels", $"level {level.Level}: the EQF has levels 1 to 8");
                at.Require(level.OrEqf is null || (level.OrEqf is >= 1 and <= 8 && level.Eqf is not null && level.OrEqf != level.Eqf), path + ".levels", $"level {level.Level}: orEqf is another EQF level beside eqf");
                at.Require(framework.Referenced || level.Eqf is null, path + ".levels", $"level {level.Level} has an EQF level although the framework is not referenced");
            }
        }
    }

    static void CheckCreditSystem(Place at, Ruleset ruleset, CreditSystem system, string path)
    {
        Unique(at, system.Components, c => c.Id, path + ".components");
        at.Require(system.CreditsPerYear is null or { Value: > 0 }, path + ".creditsPerYear", "more than 0 is expected");
        at.Require(system.DecimalPlaces is null or { Value: >= 0 and <= 4 }, path + ".decimalPlaces", "0 to 4 is expected");
        foreach (HoursPerCredit range in system.HoursPerCredit)
        {
            at.Require(range.Min > 0 && range.Min <= range.Max, path + ".hoursPerCredit", "0 < min <= max is expected");
            at.Require(range.Tolerance is >= 0 and < 1, path + ".hoursPerCredit", "0 <= tolerance < 1 is expected");
            at.Require(range.Component is null || system.FindComponent(range.Component) is not null, path + ".hoursPerCredit", $"component {range.Component} is not among the components");
        }
        foreach (CreditConversion conversion in system.Conversions)
            at.Require(conversion.FactorMin > 0 && conversion.FactorMin <= conversion.FactorMax, path + ".conversions", "0 < factorMin <= factorMax is expected");
        if (system.Levels is not { } levels) return;
        Framework? framework = ruleset.FindFramework(levels.Framework);
        at.Require(framework is not null, path + ".levels", $"framework {levels.Framework} is not among the frameworks");
        foreach (string level in levels.Levels) at.Require(framework?.FindLevel(level) is not null, path + ".levels", $"{levels.Framework} has no level {level}");
    }

    static void CheckSizes(Place at, Ruleset ruleset)
    {
        foreach (EntrySize size in ruleset.Sizes)
        {
            const string path = "$.sizes";
            at.Require(IsKind(size.Kind), path, $"there is no kind {size.Kind}");
            foreach (string framework in size.Frameworks) at.Require(ruleset.FindFramework(framework)?.Id == framework, path, $"framework {framework} is not among the frameworks");
            at.Require(size.Exception is not { } exception || size.Max < exception.Max, path, "the exception is not above max");
            at.Require(ruleset.FindCreditSystem(size.CreditSystem) is not null, path, $"credit system {size.CreditSystem} is not among the credit systems");
            at.Require(size.Min is not { } min || size.Max is not { } max || min < max || (min == max && size.MinInclusive && size.MaxInclusive), path, "min is above max");
        }
    }

    static void CheckTypes(Place at, Ruleset ruleset)
    {
        Unique(at, ruleset.MicroCredentialTypes, t => t.Id, "$.microCredentialTypes");
        Unique(at, [.. ruleset.CreditSystems.SelectMany(s => s.Aliases.Prepend(s.Id))], name => name, "$.creditSystems");
        foreach (CreditRegistration registration in ruleset.CreditSystems.Select(s => s.Registration).OfType<CreditRegistration>())
        {
            at.Require(registration.Schemes.Count > 0, "$.creditSystems.registration", "at least one scheme is expected");
            foreach (string scheme in registration.Schemes) at.Require(ruleset.Identifiers.Any(i => i.Scheme == scheme), "$.creditSystems.registration", $"scheme {scheme} is not among the identifiers");
            foreach (string kind in registration.Kinds) at.Require(IsKind(kind), "$.creditSystems.registration", $"there is no kind {kind}");
        }
    }

    static void CheckQuality(Place at, Ruleset ruleset)
    {
        foreach (QualityRule rule in ruleset.QualityRules)
        {
            const string path = "$.qualityRules";
            foreach (string kind in rule.Kinds) at.Require(IsKind(kind), path, $"there is no kind {kind}");
            foreach (string level in rule.EqfLevels) at.Require(level is [>= '1' and <= '8'], path, "the EQF has levels 1 to 8");
            at.Require(rule.Check != QualityCheck.AwardingBodyOfSector || rule.Sectors.Count > 0, path, "the check needs sectors");
            at.Require(rule.CreditSystem is null || ruleset.FindCreditSystem(rule.CreditSystem) is not null, path, $"credit system {rule.CreditSystem} is not among the credit systems");
        }
    }

    static void CheckGovernance(Place at, Ruleset ruleset)
    {
        foreach (Competence competence in ruleset.Governance)
        {
            at.Require(OrganisationId.IsValid(competence.BodyId), "$.governance", $"{competence.BodyId} is no organisation id");
            foreach (string kind in competence.Kinds) at.Require(IsKind(kind), "$.governance", $"there is no kind {kind}");
        }
    }

    static bool IsKind(string name) => name is "qualification" or "unit" or "micro-credential" or "programme" or "module";

    static void CheckRequired(Place at, Ruleset ruleset)
    {
        foreach (RequiredElements set in ruleset.RequiredElements)
        {
            string path = $"$.requiredElements ({set.Submission}, {set.Kind})";
            at.Require(set.CreditSystem is null || ruleset.FindCreditSystem(set.CreditSystem) is not null, path, $"credit system {set.CreditSystem} is not among the credit systems");
            IReadOnlySet<string>? columns = KnownColumns.Of(set.Submission);
            at.Require(columns is not null, path, "the submission kind is unknown");
            foreach (RequiredElement element in set.Elements)
            {
                at.Require(element.AnyOf.Count > 0, path, $"element {element.Name} names no column");
                foreach (string column in element.AnyOf) at.Require(columns!.Contains(column), path, $"there is no column {column}");
            }
        }
    }

    static void CheckCalendar(Place at, NationalCalendar? calendar)
    {
        if (calendar is null) return;
        at.Require(calendar.ClosedFrom <= calendar.ClosedUntil, "$.calendar", "closedFrom is after closedUntil");
        foreach (string day in calendar.RestDays) at.Require(Enum.TryParse(day, ignoreCase: false, out DayOfWeek _), "$.calendar.restDays", $"{day} is no day of the week");
        DateOnly? before = null;
        foreach (ClosedDay closed in calendar.Closed)
        {
            string date = closed.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            at.Require(before is null || before < closed.Date, "$.calendar.closed", $"{date} is out of order");
            at.Require(closed.Date >= calendar.ClosedFrom && closed.Date <= calendar.ClosedUntil, "$.calendar.closed", $"{date} is outside closedFrom and closedUntil");
            before = closed.Date;
        }
    }

    static void CheckRoutes(Place at, Ruleset ruleset)
    {
        Unique(at, ruleset.RecognitionRoutes, r => r.Id, "$.recognitionRoutes");
        foreach (RecognitionRoute route in ruleset.RecognitionRoutes)
        {
            Unique(at, route.Terms, t => t.Name.ToString(), "$.recognitionRoutes");
            Unique(at, route.Caps, c => c.Id, "$.recognitionRoutes");
            foreach (CreditingCap cap in route.Caps)
                at.Require(cap.Numerator >= 0 && cap.Denominator > 0 && cap.Numerator <= cap.Denominator, "$.recognitionRoutes", $"cap {cap.Id} is no share of 0 to 1");
            foreach (RouteTerm term in route.Terms) at.Require(term.Length is > 0 and <= 4000, "$.recognitionRoutes", $"route {route.Id}: a term is not 1 to 4000 long");
        }
    }

    static void Unique<T>(Place at, IReadOnlyList<T> items, Func<T, string> key, string path)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (T item in items) at.Require(seen.Add(key(item)), path, $"{key(item)} stands twice");
    }

    readonly record struct Place(string File)
    {
        public void Require(bool holds, string path, string reason)
        {
            if (!holds) throw new RulesetException(File, path, reason);
        }
    }
}
