using Hub.Formats.Xml;

namespace Hub.Formats.Elm;

/// <summary>Makes rows of accreditations.</summary>
internal sealed class AmsRows(ElmReferences references) : IElmRows
{
    const string AdministrativeUnits = "http://publications.europa.eu/resource/authority/atu/";
    const string Countries = "http://publications.europa.eu/resource/authority/country/";

    public XmlRow? RowOf(ElmEntity record)
    {
        var row = new XmlRow(record.Path(references.Profile.Root));
        var cells = new ElmCells(row, record, references, "");
        cells.Key();
        cells.Require((ElmField.TypeUri, "type"), (ElmField.Organisation, "organisation"), (ElmField.Agency, "accreditingAgent"));
        cells.First("type", ElmField.TypeUri, "type", "@uri");
        Organisation(cells, "organisation", ElmField.Organisation, "organisation");
        Organisation(cells, "agency", ElmField.Agency, "accreditingAgent");
        if (record.Has(ElmField.DecisionLabel)) row.Set("decision", LabelOf(record), "decision/prefLabel");
        else cells.First("decision", ElmField.Decision, "decision", "@uri");
        cells.All("fields", ElmField.LimitField, "limitField", "@uri");
        cells.All("eqfLevels", ElmField.LimitEqf, "limitEQFLevel", "@uri");
        foreach (ElmValue area in record.Of(ElmField.LimitJurisdiction).DistinctBy(v => v.Text)) row.Add("countries", CountryOf(area.Text), cells.From("limitJurisdiction", area.Index, "@uri"));
        cells.First("validFrom", record.Has(ElmField.Valid) ? ElmField.Valid : ElmField.Issued, record.Has(ElmField.Valid) ? "valid" : "issued", read: XmlTimes.Day);
        cells.First("validUntil", ElmField.Expiry, "expiryDate", read: XmlTimes.Day);
        cells.First("report", ElmField.Report, "report", "contentUrl");
        cells.OtherReferences();
        return row;
    }

    static void Organisation(ElmCells cells, string column, ElmField field, string element)
    {
        ElmValue[] organisations = [.. cells.Record.Of(field).DistinctBy(v => v.Text)];
        if (organisations.Length == 0) return;
        cells.Row.Set(column, cells.Organisation(column, organisations[0], element, ""), cells.From(element, organisations[0].Index, "@idref"));
        cells.NameOthers(column, organisations.Length, cells.From(element, organisations[^1].Index));
    }

    static string LabelOf(ElmEntity record) =>
        record.Of(ElmField.DecisionLabel).OrderBy(l => TextLanguages.Of(l.Aside) == "en" ? 0 : 1).First().Text;

    /// <summary>A whole country of the list of administrative units is the country; a part of one is not.</summary>
    static string CountryOf(string uri) =>
        uri.StartsWith(AdministrativeUnits, StringComparison.Ordinal) && uri.Length == AdministrativeUnits.Length + 3 ? string.Concat(Countries, uri.AsSpan(AdministrativeUnits.Length)) : uri;
}
