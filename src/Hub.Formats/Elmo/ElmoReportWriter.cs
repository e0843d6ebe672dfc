using System.Globalization;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;

namespace Hub.Formats.Elmo;

/// <summary>Writes what one body has awarded: its achievements as trees, parts inside their wholes.</summary>
internal sealed class ElmoReportWriter
{
    const string Ects = "ECTS";

    readonly CreditRecordDocument _document;
    readonly string _body;
    readonly ElmoXml _xml;
    readonly DateOnly _issuedOn;
    readonly ILookup<string, RecordedAchievement> _parts;
    readonly RecordedAchievement[] _tops;
    readonly Dictionary<string, string> _schemes = new(StringComparer.Ordinal);

    public ElmoReportWriter(CreditRecordDocument document, string body, RecordedAchievement[] achievements, ElmoXml xml)
    {
        (_document, _body, _xml) = (document, body, xml);
        Dictionary<string, RecordedAchievement> byId = achievements.ToDictionary(a => a.Id, StringComparer.Ordinal);
        _parts = achievements.Where(a => WholeOf(a, byId) is not null).ToLookup(a => a.PartOf!, StringComparer.Ordinal);
        _tops = [.. achievements.Where(a => WholeOf(a, byId) is null)];
        _issuedOn = achievements.Max(a => a.IssuedOn) ?? DateOnly.FromDateTime(document.GeneratedAt.UtcDateTime);
    }

    /// <summary>The whole it is written in; null at the top, and of what is said to be part of itself.</summary>
    static string? WholeOf(RecordedAchievement achievement, Dictionary<string, RecordedAchievement> byId)
    {
        var met = new HashSet<string>(StringComparer.Ordinal) { achievement.Id };
        for (string? at = achievement.PartOf; at is not null && byId.TryGetValue(at, out RecordedAchievement? whole); at = whole.PartOf)
            if (!met.Add(at)) return null;
        return achievement.PartOf is { } direct && byId.ContainsKey(direct) ? direct : null;
    }

    public void Write()
    {
        _xml.Start(ElmoNames.Report);
        Issuer();
        foreach (RecordedAchievement top in _tops) Specification(top, isEctsGiven: false);
        _xml.Text("issueDate", ElmoCreditRecord.Day(_issuedOn) + "T00:00:00Z");
        foreach ((string scheme, string id) in _schemes)
        {
            _xml.Start("gradingScheme");
            _xml.Attribute("localId", id);
            _xml.Text("description", scheme);
            _xml.End();
        }

        _xml.End();
    }

    void Issuer()
    {
        BodyName? body = _document.Bodies.GetValueOrDefault(_body);
        _xml.Start("issuer");
        if (body?.Country is { } country) _xml.Text("country", country);
        _xml.Typed("identifier", ElmoNames.HubIdentifier, _body);
        foreach ((string language, string name) in body?.LegalName ?? new Dictionary<string, string>()) _xml.InLanguage("title", language, name);
        if (body is not { LegalName.Count: > 0 }) _xml.InLanguage("title", null, _body);
        _xml.Text("url", body?.Homepage ?? "");
        _xml.End();
    }

    /// <param name="isEctsGiven">Whether a whole above has ECTS credits: then the schema allows none here.</param>
    void Specification(RecordedAchievement achievement, bool isEctsGiven)
    {
        _xml.Start(ElmoNames.Specification);
        if (achievement.EntryId is { } entry) _xml.Typed("identifier", ElmoNames.HubIdentifier, entry);
        foreach ((string language, string title) in achievement.Title) _xml.InLanguage("title", language, title);
        if (achievement.Title.Count == 0) _xml.InLanguage("title", null, "");
        _xml.Start("specifies");
        bool hasCredit = achievement is { CreditSystem: not null, CreditPoints: not null };
        bool isHidden = hasCredit && isEctsGiven && achievement.CreditSystem == Ects;
        Instance(achievement, hasCredit && !isHidden);
        _xml.End();
        foreach (RecordedAchievement part in _parts[achievement.Id])
        {
            _xml.Start("hasPart");
            Specification(part, isEctsGiven || (hasCredit && achievement.CreditSystem == Ects));
            _xml.End();
        }

        _xml.End();
    }

    /// <summary>Elements in the order of the schema.</summary>
    void Instance(RecordedAchievement achievement, bool hasCredit)
    {
        _xml.Start(ElmoNames.Instance);
        _xml.Typed("identifier", ElmoNames.HubIdentifier, achievement.Id);
        if (achievement.AwardedOn is { } day) _xml.Text("date", ElmoCreditRecord.Day(day));
        _xml.Text("status", "passed");
        if (achievement.GradingScheme is { } scheme) _xml.Text("gradingSchemeLocalId", SchemeIdOf(scheme));
        if (achievement.Grade is { } grade) _xml.Text("resultLabel", grade);
        if (hasCredit) Pair("credit", "scheme", achievement.CreditSystem == Ects ? "ects" : achievement.CreditSystem!, Number(achievement.CreditPoints!.Value));
        if (achievement.EqfLevel is { } eqf) Pair("level", "type", "EQF", Number(eqf));
        if (achievement is { NqfFramework: { } framework, NqfLevel: { } level }) Pair("level", "type", framework, level);
        if (achievement.Language is { } language) _xml.Text("languageOfInstruction", language);
        _xml.Start("extension");
        _xml.StartExtension();
        Extension(achievement, hasCredit);
        _xml.End();
        _xml.End();
        _xml.End();
    }

    void Pair(string element, string kind, string name, string value)
    {
        _xml.Start(element);
        _xml.Text(kind, name);
        _xml.Text("value", value);
        _xml.End();
    }

    /// <summary>What ELMO has no element for. An empty column says that there is none, where reading would take one from the report.</summary>
    void Extension(RecordedAchievement achievement, bool hasCredit)
    {
        if (achievement.IssuedOn is null) _xml.Column("issuedOn", null);
        else if (achievement.IssuedOn != _issuedOn) _xml.Column("issuedOn", ElmoCreditRecord.Day(achievement.IssuedOn.Value));
        if (achievement.Status != "awarded") _xml.Column("status", achievement.Status);
        Own("replaces", achievement.Replaces);
        Own("learningSetting", achievement.LearningSetting);
        if (achievement.Kind is not null || achievement.EntryId is null) _xml.Column("kind", achievement.Kind);
        if (!hasCredit)
        {
            Own("creditSystem", achievement.CreditSystem);
            Own("creditPoints", achievement.CreditPoints is { } points ? Number(points) : null);
        }

        Own("workloadHours", achievement.WorkloadHours is { } hours ? Number(hours) : null);
        Own("hoursKind", achievement.HoursKind);
        Own("assessmentTypes", List(achievement.AssessmentTypes));
        Own("modes", List(achievement.Modes));
        Own("supervision", achievement.Supervision);
        Own("identityVerification", achievement.IdentityVerification);
        Own("qualityAssurance", List(achievement.QualityAssurance));
        Own("evidenceUrl", achievement.EvidenceUrl);
        foreach ((string language, IReadOnlyList<string> outcomes) in achievement.LearningOutcomes) _xml.Column("learningOutcomes", List(outcomes), language);
    }

    void Own(string column, string? text)
    {
        if (!string.IsNullOrEmpty(text)) _xml.Column(column, text);
    }

    string SchemeIdOf(string scheme)
    {
        if (!_schemes.TryGetValue(scheme, out string? id)) _schemes[scheme] = id = string.Create(CultureInfo.InvariantCulture, $"scheme-{_schemes.Count + 1}");
        return id;
    }

    static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    static string List(IReadOnlyList<string> values) => string.Join('|', values);
}
