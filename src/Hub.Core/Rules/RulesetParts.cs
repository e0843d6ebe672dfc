namespace Hub.Rules;

/// <summary>How each part of a ruleset file reads. One method per record, in the order of its members.</summary>
static class RulesetParts
{
    static readonly string[] Confidences = ["unverified", "stated", "good", "verified"];
    static readonly string[] Effects = ["warn", "hold", "reject"];
    static readonly string[] Checks = ["derived-from-validated", "awarding-body-registered", "accreditation-covers", "level-not-only-declared", "inside-programme", "right-for-study-programme-group", "awarding-body-of-sector", "credits-as-registered"];
    static readonly string[] Tasks = ["catalogue", "recognition", "quality-assurance", "coordination"];
    static readonly string[] LevelRules = ["of-source-programme", "largest-share", "stated"];
    static readonly string[] Clocks = ["request-entered", "file-complete"];
    static readonly string[] Silences = ["none", "deemed-granted", "deemed-refused-appealable"];
    static readonly string[] Terms = ["decision", "decision-at-most", "hearing", "completion", "inactivity", "complaint", "complaint-decision", "appeal", "appeal-decision"];
    static readonly string[] Units = ["working-days", "calendar-days", "months"];
    static readonly string[] ClosedEnds = ["stays", "next-working-day"];
    static readonly string[] Volumes = ["own-credits", "converted", "not-counted"];
    static readonly string[] Erasures = ["applies", "refused", "restricts"];

    public static Ruleset Whole(StrictObject o)
    {
        o.Text("$schema");
        return new Ruleset(
            o.Text("country"),
            o.Date("effectiveFrom"),
            o.Text("title"),
            o.Optional("adoption", static a => new Adoption(a.Text("by"), a.Date("on"), a.Text("act"))),
            o.List("basis", static b => new LegalBasis(b.Text("act"), b.OptionalText("section"), b.Text("about"), b.OptionalText("url"), Trust(b), From(b))),
            o.List("governance", Competence),
            o.List("frameworks", Framework),
            o.List("creditSystems", CreditSystem),
            o.List("sizes", Size),
            o.List("microCredentialTypes", Type),
            o.List("requiredElements", Required),
            o.List("qualityRules", Quality),
            o.List("identifiers", static i => new IdentifierScheme(i.Text("scheme"), i.Text("identifies"), i.Text("register"), i.Names("names"), Trust(i), From(i))),
            o.Optional("calendar", Calendar),
            o.Optional("dayCounting", Counting),
            o.List("recognitionRoutes", Route),
            o.Object("privacy", Privacy));
    }

    static Competence Competence(StrictObject o) => new(
        (CompetenceTask)o.Name("task", Tasks),
        o.Text("body"),
        o.Text("bodyId"),
        o.Texts("sectors"),
        o.Texts("levels"),
        o.Texts("kinds"),
        Trust(o),
        From(o));

    static Framework Framework(StrictObject o) => new(
        o.Text("id"),
        o.Names("names"),
        o.OptionalText("uri"),
        o.Truth("referenced"),
        o.List("levels", static l => new FrameworkLevel(l.Text("level"), l.OptionalWhole("eqf"), l.OptionalWhole("orEqf"), Trust(l), From(l))),
        Trust(o),
        From(o));

    static CreditSystem CreditSystem(StrictObject o) => new(
        o.Text("id"),
        o.Names("names"),
        o.OptionalText("uri"),
        o.Optional("creditsPerYear", static r => new Rule<decimal>(r.Decimal("value"), Trust(r), From(r))),
        o.Optional("decimalPlaces", WholeRule),
        o.Optional("levels", static l => new CreditLevels(l.Text("framework"), l.Texts("levels"), Trust(l), From(l))),
        o.List("components", static c => new CreditComponent(c.Text("id"), c.Names("names"), Trust(c), From(c))),
        o.List("hoursPerCredit", static h => new HoursPerCredit(h.Text("hoursKind"), h.OptionalText("component"), h.Decimal("min"), h.Decimal("max"), h.Decimal("tolerance"), Effect(h), Trust(h), From(h))),
        o.List("conversions", static c => new CreditConversion(c.Text("from"), c.Text("of"), c.Decimal("factorMin"), c.Decimal("factorMax"), Trust(c), From(c))),
        o.Texts("aliases"),
        o.Optional("registration", static r => new CreditRegistration(r.Texts("schemes"), r.Texts("kinds"), Effect(r), Trust(r), From(r))),
        Trust(o),
        From(o));

    static EntrySize Size(StrictObject o) => new(
        o.Text("kind"),
        o.Text("creditSystem"),
        o.Texts("frameworks"),
        o.OptionalDecimal("min"),
        o.Truth("minInclusive"),
        o.OptionalDecimal("max"),
        o.Truth("maxInclusive"),
        o.Optional("exception", static e => new SizeException(e.Decimal("max"), e.Text("about"), Trust(e), From(e))),
        Effect(o),
        Trust(o),
        From(o));

    static MicroCredentialType Type(StrictObject o) => new(
        o.Text("id"),
        o.Names("names"),
        o.Text("about"),
        o.Optional("levelRule", static r => new Rule<LevelRule>((LevelRule)r.Name("value", LevelRules), Trust(r), From(r))),
        Effect(o),
        Trust(o),
        From(o));

    static QualityRule Quality(StrictObject o) => new(
        (QualityCheck)o.Name("check", Checks),
        o.Texts("kinds"),
        o.OptionalText("creditSystem"),
        o.Texts("eqfLevels"),
        o.Texts("sectors"),
        Effect(o),
        Trust(o),
        From(o));

    static RequiredElements Required(StrictObject o) => new(
        o.Text("submission"),
        o.Text("kind"),
        o.OptionalText("creditSystem"),
        o.List("elements", static e => new RequiredElement(e.Text("name"), e.Texts("anyOf"), Effect(e), Trust(e), From(e))));

    static NationalCalendar Calendar(StrictObject o) => new(
        o.Text("timeZone"),
        o.Texts("restDays"),
        o.Date("closedFrom"),
        o.Date("closedUntil"),
        o.List("closed", static d => new ClosedDay(d.Date("date"), d.Text("name"))),
        Trust(o),
        From(o));

    static DayCounting Counting(StrictObject o) => new(
        o.Optional("eventDayExcluded", TruthRule),
        o.Optional("endOnClosedDay", static r => new Rule<ClosedEnd>((ClosedEnd)r.Name("value", ClosedEnds), Trust(r), From(r))),
        o.Optional("allDaysOverMonths", WholeRule));

    static RecognitionRoute Route(StrictObject o) => new(
        o.Text("id"),
        o.Text("competentInstitution"),
        (ClockStart)o.Name("clockStarts", Clocks),
        (SilenceEffect)o.Name("onSilence", Silences),
        o.List("terms", static t => new RouteTerm((TermName)t.Name("name", Terms), t.Whole("length"), (TermUnit)t.Name("unit", Units), Trust(t), From(t))),
        o.Texts("grounds"),
        o.Optional("automaticGrant", TruthRule),
        o.Optional("fourEyes", TruthRule),
        o.Optional("agreementNeeded", TruthRule),
        o.Optional("volume", static r => new Rule<VolumeRule>((VolumeRule)r.Name("value", Volumes), Trust(r), From(r))),
        o.List("caps", static c => new CreditingCap(c.Text("id"), c.Texts("settings"), c.Texts("kinds"), c.Texts("sectors"), c.Whole("numerator"), c.Whole("denominator"), Trust(c), From(c))),
        Trust(o),
        From(o));

    static PrivacyTerms Privacy(StrictObject o) => new(
        o.Optional("erasure", static r => new Rule<ErasureAnswer>((ErasureAnswer)r.Name("value", Erasures), Trust(r), From(r))),
        o.Optional("submissionKeyDays", WholeRule),
        o.Optional("achievementYears", WholeRule),
        o.Optional("auditYears", WholeRule));

    static Rule<bool> TruthRule(StrictObject o) => new(o.Truth("value"), Trust(o), From(o));

    static Rule<int> WholeRule(StrictObject o) => new(o.Whole("value"), Trust(o), From(o));

    static Confidence Trust(StrictObject o) => (Confidence)o.Name("confidence", Confidences);

    static RuleEffect Effect(StrictObject o) => (RuleEffect)o.Name("effect", Effects);

    static string From(StrictObject o) => o.Text("source");
}
