using Hub.Formats.Xml;

namespace Hub.Formats.Elm;

/// <summary>
/// Makes rows of catalogue entries. A specification is a row; its learning opportunity fills the offer's columns of it while it is the
/// only one, and is a row derived from the specification when there are several.
/// </summary>
internal sealed class LoqRows(ElmReferences references) : IElmRows
{
    public XmlRow? RowOf(ElmEntity record) => record.Element switch
    {
        "qualificationReference" => null,
        "learningOpportunity" => OfferOf(record),
        _ => SpecificationOf(record),
    };

    XmlRow SpecificationOf(ElmEntity spec)
    {
        var row = new XmlRow(spec.Path(references.Profile.Root));
        var cells = new ElmCells(row, spec, references, "");
        LoqSpecification.Own(cells);
        LoqSpecification.Shared(cells);
        ElmEntity[] offers = OffersOf(spec);
        LoqKind.Set(cells, offers);
        if (offers.Length == 1) Offer(row, offers[0]);
        LoqNotes.Set(cells);
        return row;
    }

    void Offer(XmlRow row, ElmEntity offer)
    {
        var offered = new ElmCells(row, offer, references, $"{offer.Path(references.Profile.Root)}/");
        LoqOffer.Fill(offered);
        LoqOffer.Shared(offered);
        PartsOfOffers(offered);
    }

    XmlRow? OfferOf(ElmEntity offer)
    {
        (ElmEntity Entity, bool IsRepeated)? found = offer.First(ElmField.Specification) is { } id ? references.Find(ElmList.Specification, id) : null;
        if (found is var (only, _) && IsShared(only)) return null;
        var row = new XmlRow(offer.Path(references.Profile.Root));
        var cells = new ElmCells(row, offer, references, "");
        LoqOffer.Own(cells);
        LoqOffer.Shared(cells);
        PartsOfOffers(cells);
        if (offer.First(ElmField.Specification) is not { } reference) return row;
        if (references.Follow(row, "derivedFrom", cells.From("learningAchievementSpecification"), ElmList.Specification, reference) is not { } spec) return row;
        LoqSpecification.AddOnce(row, "derivedFrom", spec, "learningAchievementSpecification/@idref");
        Copy(row, spec);
        return row;
    }

    void Copy(XmlRow row, ElmEntity spec)
    {
        var copied = new ElmCells(row, spec, references, $"{spec.Path(references.Profile.Root)}/");
        string from = copied.From("type");
        if (spec.Element == "qualificationReference")
        {
            LoqKind.SetOfOffer(row, "qualification", from);
            return;
        }

        if (!copied.HasTexts("title")) copied.Texts("title", ElmField.Title, "title");
        if (!copied.HasTexts("description")) copied.Texts("description", ElmField.Description, "description");
        row.IsQuiet = true;
        LoqSpecification.Shared(copied);
        LoqKind.Set(copied, OffersOf(spec));
        LoqKind.SetOfOffer(row, row["kind"], from);
        row.IsQuiet = false;
    }

    /// <summary>Whether a specification and its offer are one row.</summary>
    bool IsShared(ElmEntity spec) => spec.Element != "qualificationReference" && references.CountRelated(IndexKey.OffersOf, ElmList.Specification, spec.Id, 2) == 1;

    /// <summary>The first two: more would say no more.</summary>
    ElmEntity[] OffersOf(ElmEntity spec) => spec.Id.Length == 0 ? [] : [.. references.Related(IndexKey.OffersOf, ElmList.Specification, spec.Id, 2)];

    /// <summary>Opportunities that are part of others: what counts are the entries they have become.</summary>
    void PartsOfOffers(ElmCells cells)
    {
        const int most = 500;
        foreach (ElmValue whole in cells.Record.Of(ElmField.IsPartOf))
            if (references.Follow(cells.Row, "partOf", cells.From("isPartOf", whole.Index), ElmList.Opportunity, whole.Text) is { } found) AddWhole(cells.Row, found, cells.From("isPartOf", whole.Index, "@idref"));
        if (cells.Record.Id.Length == 0) return;
        foreach (ElmEntity whole in references.Related(IndexKey.WholesOf, ElmList.Opportunity, cells.Record.Id, most)) AddWhole(cells.Row, whole, $"{whole.Path(references.Profile.Root)}/hasPart");
    }

    void AddWhole(XmlRow row, ElmEntity offer, string from)
    {
        ElmEntity entry = offer.First(ElmField.Specification) is { } id && references.Find(ElmList.Specification, id) is var (spec, _) && IsShared(spec) ? spec : offer;
        if (ElmIds.LocalIdOf(entry) != row["localId"]) LoqSpecification.AddOnce(row, "partOf", entry, from);
    }
}
