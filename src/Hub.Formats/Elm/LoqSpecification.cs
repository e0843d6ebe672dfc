using System.Globalization;
using Hub.Formats.Xml;
using Hub.Submissions.Cells;
using Hub.Submissions.Findings;

namespace Hub.Formats.Elm;

/// <summary>The cells that a learning achievement specification or a qualification gives: to its own row, or to that of an offer of it.</summary>
internal static class LoqSpecification
{
    /// <summary>Wholes of one part at most.</summary>
    const int MostWholes = 500;

    static readonly string[] InstitutionalQuality = ["http://data.europa.eu/snb/accreditation/bb4618238e", "http://data.europa.eu/snb/accreditation/003293d2ce"];

    /// <summary>What an entry of its own has.</summary>
    public static void Own(ElmCells cells)
    {
        (XmlRow row, ElmEntity spec) = (cells.Row, cells.Record);
        cells.Key();
        cells.Require((ElmField.Title, "title"), (ElmField.IscedF, "ISCEDFCode"), (ElmField.Language, "language"), (ElmField.Outcome, "learningOutcome"));
        if (spec.Element == "qualification") cells.Require((ElmField.EqfLevel, "EQFLevel"), (ElmField.NqfLevel, "NQFLevel"));
        cells.Identifiers();
        cells.Texts("title", ElmField.Title, "title");
        cells.Texts("description", ElmField.Description, "description");
        cells.First("homepage", ElmField.Homepage, "homepage", "contentUrl");
        LoqStatus.Set(cells);
        Relations(cells);
        cells.OtherReferences();
        cells.OtherReferences(ElmField.HasPart, ElmList.Specification, "hasPart");
        cells.OtherReferences(ElmField.GeneralisationOf, ElmList.Specification, "generalisationOf");
        if (XmlTimes.IsReversed(spec.First(ElmField.AwardStart), spec.First(ElmField.AwardEnd))) row.Fault(null, ElmFindings.EndBeforeStart, null, cells.From("awardingOpportunity", 1, "temporal/endDate"));
    }

    /// <summary>What is true of the specification and of every offer of it.</summary>
    public static void Shared(ElmCells cells)
    {
        XmlRow row = cells.Row;
        LoqOutcomes.Set(cells);
        AwardingBody(cells);
        Credit(cells);
        if (cells.First("workloadHours", ElmField.Volume, "volumeOfLearning", read: XmlTimes.Hours) is not null) row.Set("hoursKind", "notional", cells.From("volumeOfLearning"));
        cells.First("eqfLevel", ElmField.EqfLevel, "EQFLevel", "@uri");
        cells.First("nqfLevel", ElmField.NqfLevel, "NQFLevel", "@uri");
        EducationLevels(cells);
        cells.All("iscedF", ElmField.IscedF, "ISCEDFCode", "@uri");
        cells.All("languages", ElmField.Language, "language", "@uri");
        cells.All("modes", ElmField.Mode, "mode", "@uri");
        cells.All("targetGroups", ElmField.TargetGroup, "targetGroup", "@uri");
        cells.Texts("prerequisites", ElmField.EntryRequirement, "entryRequirement", "noteLiteral");
        Assessments(cells);
        ContactHours(cells, "influencedBy");
        Accreditations(cells);
    }

    static void Relations(ElmCells cells)
    {
        (ElmEntity spec, ElmReferences references) = (cells.Record, cells.References);
        Refer(cells, "partOf", ElmField.IsPartOf, "isPartOf");
        foreach (ElmEntity whole in references.Related(IndexKey.WholesOf, ElmList.Specification, spec.Id, MostWholes)) AddOnce(cells.Row, "partOf", whole, $"{whole.Path(references.Profile.Root)}/hasPart");
        Refer(cells, "derivedFrom", ElmField.SpecialisationOf, "specialisationOf");
        foreach (ElmEntity general in references.Related(IndexKey.GeneralOf, ElmList.Specification, spec.Id, MostWholes)) AddOnce(cells.Row, "derivedFrom", general, $"{general.Path(references.Profile.Root)}/generalisationOf");
    }

    static void Refer(ElmCells cells, string column, ElmField field, string element)
    {
        foreach (ElmValue reference in cells.Record.Of(field))
            if (cells.References.Follow(cells.Row, column, cells.From(element, reference.Index), ElmList.Specification, reference.Text) is { } target) AddOnce(cells.Row, column, target, cells.From(element, reference.Index, "@idref"));
    }

    public static void AddOnce(XmlRow row, string column, ElmEntity record, string from)
    {
        if (record.Id.Length > 0) row.AddOnce(column, ElmIds.LocalIdOf(record), from);
    }

    static void AddOnce(XmlRow row, string column, string uri, string from)
    {
        if (uri.Length > 0) row.AddOnce(column, ElmIds.LocalIdOf(uri), from);
    }

    static void AwardingBody(ElmCells cells)
    {
        ElmValue[] bodies = [.. cells.Record.Of(ElmField.AwardingBody).DistinctBy(b => b.Text)];
        if (bodies.Length == 0) return;
        string from = cells.From("awardingOpportunity", bodies[0].Index, "awardingBody/@idref");
        cells.Row.Set("awardingBody", cells.Organisation("awardingBody", bodies[0], "awardingOpportunity", "awardingBody"), from);
        cells.NameOthers("awardingBody", bodies.Length, cells.From("awardingOpportunity", bodies[^1].Index, "awardingBody"));
    }

    static void Credit(ElmCells cells)
    {
        ElmValue[] points = [.. cells.Record.Of(ElmField.CreditPoint)], frameworks = [.. cells.Record.Of(ElmField.CreditFramework)];
        int[] credits = [.. points.Concat(frameworks).Select(v => v.Index).Distinct().Order()];
        if (credits.Length == 0) return;
        foreach (ElmValue framework in frameworks.Where(f => f.Index == credits[0])) cells.Row.Set("creditSystem", framework.Text, cells.From("creditPoint", credits[0], "framework/@uri"));
        foreach (ElmValue point in points.Where(p => p.Index == credits[0])) cells.Row.Set("creditPoints", point.Text, cells.From("creditPoint", credits[0], "point"));
        cells.NameOthers("creditPoints", credits.Length, cells.From("creditPoint", credits[^1]));
        foreach (ElmValue point in points.Where(p => p.Index != credits[0] && !IsNumber(p.Text)))
            cells.Row.Fault("creditPoints", CellFindings.NotANumber, null, cells.From("creditPoint", point.Index, "point"), Severity.Warn);
    }

    public static bool IsNumber(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    /// <summary>Only qualifications have elements for the EQF and national levels; other specifications can name them as levels of education.</summary>
    static void EducationLevels(ElmCells cells)
    {
        foreach (ElmValue level in cells.Record.Of(ElmField.EducationLevel))
        {
            string? column = EducationLevelOf(level.Text);
            if (column is not null && !cells.Row.Has(column)) cells.Row.Set(column, level.Text, cells.From("educationLevel", level.Index, "@uri"));
        }
    }

    /// <summary>The column a level of education belongs into; null for one of another framework.</summary>
    public static string? EducationLevelOf(string uri) =>
        uri.StartsWith("http://data.europa.eu/snb/eqf/", StringComparison.Ordinal) ? "eqfLevel" : uri.StartsWith("http://data.europa.eu/snb/qdr/", StringComparison.Ordinal) ? "nqfLevel" : null;

    static void Assessments(ElmCells cells)
    {
        (XmlRow row, ElmReferences references) = (cells.Row, cells.References);
        foreach (ElmValue proof in cells.Record.Of(ElmField.ProvenBy).DistinctBy(p => p.Text))
        {
            if (references.Follow(row, "assessmentTypes", cells.From("provenBy", proof.Index), ElmList.Assessment, proof.Text, Severity.Warn) is not { } assessment) continue;
            string path = assessment.Path(references.Profile.Root);
            var of = new ElmCells(row, assessment, references, $"{path}/");
            of.All("assessmentTypes", ElmField.TypeUri, "type", "@uri");
            if (assessment.First(ElmField.GradingScheme) is not { } scheme) continue;
            if (references.Follow(row, "gradingScheme", of.From("gradingScheme"), ElmList.GradingScheme, scheme, Severity.Warn) is not { } grading) continue;
            if (row.Has("gradingScheme")) of.NameOthers("gradingScheme", row["gradingScheme"] == grading.First(ElmField.Title) ? 1 : 2, of.From("gradingScheme"));
            else row.Set("gradingScheme", grading.First(ElmField.Title), $"{grading.Path(references.Profile.Root)}/title");
        }
    }

    /// <param name="element">The element that refers to the activities.</param>
    public static void ContactHours(ElmCells cells, string element)
    {
        (XmlRow row, ElmReferences references) = (cells.Row, cells.References);
        int count = 0;
        string last = "";
        foreach (ElmValue activity in cells.Record.Of(ElmField.InfluencedBy).DistinctBy(a => a.Text))
        {
            if (references.Follow(row, "contactHours", cells.From(element, activity.Index), ElmList.Activity, activity.Text, Severity.Warn) is not { } found) continue;
            foreach (ElmValue hours in found.Of(ElmField.ContactHour))
            {
                last = $"{found.Path(references.Profile.Root)}/{XmlPaths.Below("contactHour", hours.Index)}";
                if (!row.Has("contactHours")) row.Set("contactHours", hours.Text, last);
                count++;
            }
        }

        cells.NameOthers("contactHours", count, last);
    }

    static void Accreditations(ElmCells cells)
    {
        ElmReferences references = cells.References;
        foreach (ElmValue reference in cells.Record.Of(ElmField.Accreditation).DistinctBy(a => a.Text))
        {
            if (references.Follow(cells.Row, "accreditation", cells.From("accreditation", reference.Index), ElmList.Accreditation, reference.Text) is not { } accreditation) continue;
            AddOnce(cells.Row, "accreditation", accreditation.Id, cells.From("accreditation", reference.Index, "@idref"));
            new ElmCells(cells.Row, accreditation, references, $"{accreditation.Path(references.Profile.Root)}/").All("qualityAssurance", ElmField.TypeUri, "type", "@uri");
        }

        // What assures the quality of the awarding body's work as a whole assures that of this too.
        if (cells.Row.Has("qualityAssurance") || cells.Record.First(ElmField.AwardingBody) is not { } body || references.Find(ElmList.Agent, body) is not var (organisation, _)) return;
        foreach (ElmValue reference in organisation.Of(ElmField.Accreditation))
        {
            if (references.Find(ElmList.Accreditation, reference.Text) is not var (accreditation, _) || !InstitutionalQuality.Contains(accreditation.First(ElmField.TypeUri))) continue;
            AddOnce(cells.Row, "accreditation", accreditation.Id, $"{organisation.Path(references.Profile.Root)}/{XmlPaths.Below("accreditation", reference.Index, "@idref")}");
            new ElmCells(cells.Row, accreditation, references, $"{accreditation.Path(references.Profile.Root)}/").All("qualityAssurance", ElmField.TypeUri, "type", "@uri");
        }
    }
}
