using Hub.Formats.Xml;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Formats.Elm;

/// <summary>The cells that a learning opportunity gives: to its own row, or to that of the one specification it offers.</summary>
internal static class LoqOffer
{
    /// <summary>What an entry of its own has.</summary>
    public static void Own(ElmCells cells)
    {
        cells.Key();
        cells.Require((ElmField.Title, "title"), (ElmField.Homepage, "homepage"), (ElmField.ProvidedBy, "providedBy"), (ElmField.Specification, "learningAchievementSpecification"));
        cells.Identifiers();
        cells.Texts("title", ElmField.Title, "title");
        cells.Texts("description", ElmField.Description, "description");
        cells.First("homepage", ElmField.Homepage, "homepage", "contentUrl");
    }

    /// <summary>Texts of an offer that shares the row of its specification: they fill what is empty, and what is not kept is named.</summary>
    public static void Fill(ElmCells cells)
    {
        if (!cells.Row.Has("homepage")) cells.First("homepage", ElmField.Homepage, "homepage", "contentUrl");
        bool isKept = IsKept(cells, "title", ElmField.Title) & IsKept(cells, "description", ElmField.Description);
        isKept &= cells.Record.First(ElmField.Homepage) is not { } homepage || homepage == cells.Row["homepage"];
        if (!isKept) cells.Row.Fault(null, ElmFindings.OfferTextNotKept, null, cells.From("title"));
        if (cells.Record.IsTooLong) cells.Row.Fault(null, RowFaults.TooLong, null, cells.From("title"));
        if (cells.References.Count(ElmList.Opportunity, cells.Record.Id) > 1) cells.Row.Fault(null, ElmFindings.DuplicateId, null, cells.From("@id"));
    }

    static bool IsKept(ElmCells cells, string column, ElmField field)
    {
        if (!cells.HasTexts(column)) cells.Texts(column, field, column);
        return cells.Record.Of(field).All(text => TextLanguages.Of(text.Aside) is { } language && cells.Row[$"{column}@{language}"] == text.Text);
    }

    /// <summary>What only an offer has.</summary>
    public static void Shared(ElmCells cells)
    {
        (XmlRow row, ElmEntity offer) = (cells.Row, cells.Record);
        cells.First("offerType", ElmField.TypeUri, "type", "@uri");
        if (XmlTimes.IsReversed(offer.First(ElmField.Start), offer.First(ElmField.End))) row.Fault("startDate", ElmFindings.EndBeforeStart, null, cells.From("temporal", 1, "endDate"));
        cells.First("startDate", ElmField.Start, "temporal", "startDate", XmlTimes.Day);
        cells.First("applicationDeadline", ElmField.Deadline, "applicationDeadline", read: XmlTimes.Day);
        if (cells.First("durationMonths", ElmField.Duration, "duration", read: XmlTimes.Months) is not null && !row.Has("durationMonths")) row.Fault("durationMonths", ElmFindings.DurationNotKept, null, cells.From("duration"));
        cells.All("modes", ElmField.Mode, "mode", "@uri");
        foreach (ElmValue grant in offer.Of(ElmField.Grant).DistinctBy(g => g.Index)) row.Add("fundingTags", grant.Text, cells.From("grant", grant.Index, "title"));
        Price(cells);
        Providers(cells);
        Location(cells);
        LoqSpecification.ContactHours(cells, "learningActivitySpecification");
        LoqStatus.Set(cells);
        cells.OtherReferences();
        cells.OtherReferences(ElmField.HasPart, ElmList.Opportunity, "hasPart");
    }

    static void Price(ElmCells cells)
    {
        ElmValue[] values = [.. cells.Record.Of(ElmField.PriceValue)];
        if (values.Length == 0) return;
        cells.Row.Set("priceAmount", values[0].Text, cells.From("priceDetail", values[0].Index, "amount/value"));
        foreach (ElmValue unit in cells.Record.Of(ElmField.PriceUnit).Where(u => u.Index == values[0].Index)) cells.Row.Set("priceCurrency", unit.Text, cells.From("priceDetail", unit.Index, "amount/unit/@uri"));
        cells.NameOthers("priceAmount", values.Length, cells.From("priceDetail", values[^1].Index));
    }

    static void Providers(ElmCells cells)
    {
        foreach (ElmValue provider in cells.Record.Of(ElmField.ProvidedBy).DistinctBy(p => p.Text))
            if (cells.Organisation("providers", provider, "providedBy", "", Severity.Warn) is { } id) cells.Row.AddOnce("providers", id, cells.From("providedBy", provider.Index, "@idref"));
    }

    static void Location(ElmCells cells)
    {
        ElmValue[] places = [.. cells.Record.Of(ElmField.Place).DistinctBy(p => p.Text)];
        foreach (ElmValue place in places)
        {
            if (cells.References.Follow(cells.Row, "location", cells.From("location", place.Index), ElmList.Location, place.Text, Severity.Warn) is not { } location || cells.Row.Has("location")) continue;
            string? name = location.First(ElmField.Name) ?? location.First(ElmField.FullAddress), country = location.First(ElmField.Country) is { } uri ? ElmIds.LastPart(uri) : null;
            cells.Row.Set("location", string.Join(", ", new[] { name, country }.Where(part => !string.IsNullOrEmpty(part))), $"{location.Path(cells.References.Profile.Root)}/{(location.Has(ElmField.Name) ? "geographicName" : "address")}");
        }

        cells.NameOthers("location", places.Length, cells.From("location", places.Length > 0 ? places[^1].Index : 1));
    }
}
