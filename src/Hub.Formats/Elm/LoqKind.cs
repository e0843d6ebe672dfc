using System.Globalization;
using Hub.Formats.Xml;
using Hub.Submissions.Findings;

namespace Hub.Formats.Elm;

/// <summary>
/// What kind of entry a specification is. The profile has qualifications and other specifications and no word for the rest, so it is
/// taken from what the file says, strongest first, and never made up; see Decisions/0013.
/// </summary>
internal static class LoqKind
{
    const string ProgrammeModule = "http://data.europa.eu/snb/learning-opportunity/0f7dac46ca";
    const string EducationalProgramme = "http://data.europa.eu/snb/learning-opportunity/79343569f3";

    /// <summary>Fewer credits, without a full degree, are a micro-credential, more are a programme: the rule of DEQAR for ECTS.</summary>
    const decimal CreditsOfAProgramme = 60;

    const string MicroCredential = "micro-credential";
    const string Programme = "programme";
    const string Unit = "unit";
    const string Module = "module";
    const string Qualification = "qualification";

    /// <param name="offers">Learning opportunities of the specification, as far as they were looked at.</param>
    public static void Set(ElmCells cells, IReadOnlyList<ElmEntity> offers)
    {
        if (Named(cells)) return;
        ElmEntity spec = cells.Record;
        if (spec.Element == Qualification) cells.Row.Set("kind", spec.First(ElmField.IsPartial) is "true" or "1" ? Unit : Qualification, cells.From(spec.Has(ElmField.IsPartial) ? "isPartialQualification" : "."));
        else if (WholeOf(cells) is var (whole, from)) cells.Row.Set("kind", whole.Element == "learningAchievementSpecification" ? Module : Unit, from);
        else if (spec.Has(ElmField.HasPart)) cells.Row.Set("kind", Programme, cells.From("hasPart"));
        else if (!OfOffers(cells, offers) && !OfCredit(cells)) cells.Row.Fault("kind", ElmFindings.KindUnknown, null, cells.From("type"));
    }

    /// <summary>The kind of an offer that has a row of its own: a qualification is awarded, what is offered is the programme that leads to it.</summary>
    public static void SetOfOffer(XmlRow row, string? kindOfSpecification, string from) => row.Set("kind", kindOfSpecification == Qualification ? Programme : kindOfSpecification, from);

    static bool Named(ElmCells cells)
    {
        foreach (ElmValue type in cells.Record.Values.Where(v => v.Field is ElmField.TypeLabel or ElmField.TypeUri))
        {
            string? kind = KindOf(type.Field == ElmField.TypeUri ? ElmIds.LastPart(type.Text) : type.Text);
            if (kind is null) continue;
            cells.Row.Set("kind", kind, cells.From("type", type.Index));
            return true;
        }

        return false;
    }

    static string? KindOf(string word) => new string([.. word.Where(char.IsLetter)]).ToLowerInvariant() switch
    {
        "microcredential" => MicroCredential,
        "unit" or "unitoflearningoutcomes" or "partialqualification" => Unit,
        "module" => Module,
        "programme" or "program" => Programme,
        "qualification" => Qualification,
        _ => null,
    };

    static (ElmEntity Whole, string From)? WholeOf(ElmCells cells)
    {
        ElmReferences references = cells.References;
        foreach (ElmValue whole in cells.Record.Of(ElmField.IsPartOf))
            if (references.Find(ElmList.Specification, whole.Text) is var (found, _)) return (found, cells.From("isPartOf", whole.Index));
        foreach (ElmEntity whole in references.Related(IndexKey.WholesOf, ElmList.Specification, cells.Record.Id, 1)) return (whole, $"{whole.Path(references.Profile.Root)}/hasPart");
        return null;
    }

    static bool OfOffers(ElmCells cells, IReadOnlyList<ElmEntity> offers)
    {
        foreach (ElmEntity offer in offers)
        {
            string? kind = offer.Of(ElmField.TypeUri).Select(t => t.Text switch { ProgrammeModule => Module, EducationalProgramme => Programme, _ => null }).FirstOrDefault(k => k is not null);
            if (kind is null) continue;
            Derive(cells, kind, "the type of its learning opportunity", $"{offer.Path(cells.References.Profile.Root)}/type");
            return true;
        }

        return false;
    }

    static bool OfCredit(ElmCells cells)
    {
        if (!decimal.TryParse(cells.Record.First(ElmField.CreditPoint), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal points) || points <= 0) return false;
        Derive(cells, points < CreditsOfAProgramme ? MicroCredential : Programme, "its credit points", cells.From("creditPoint", 1, "point"));
        return true;
    }

    static void Derive(ElmCells cells, string kind, string why, string from)
    {
        cells.Row.Set("kind", kind, from);
        cells.Row.Fault("kind", ElmFindings.KindDerived, $"{kind}, by {why}", from);
    }
}
