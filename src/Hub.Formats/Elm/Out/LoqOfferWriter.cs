using System.Globalization;

namespace Hub.Formats.Elm.Out;

/// <summary>The learning opportunity of an entry. Elements stand in the order of the schema.</summary>
sealed class LoqOfferWriter(LoqXml xml)
{
    /// <param name="take">Called when a record is written.</param>
    public void Write(LoqEntry entry, Action<LoqList> take)
    {
        (string? place, string? country, _) = PlaceOf(entry);
        xml.Start("learningOpportunity", LoqNames.Offer(entry.Id));
        xml.Texts("title", entry.Texts("title"));
        if (entry.UriOf("offerType", entry.Vocabularies.OfferTypes) is { } type) xml.Concept("type", type);
        xml.Homepage(entry.Text("homepage")!);
        Time(entry, "startDate");
        if (MonthsOf(entry) is { } months) xml.Element("duration", $"P{months}M");
        foreach (string tag in entry.Values("fundingTags")) Grant(tag);
        if (entry.Text("applicationDeadline") is { } deadline) xml.Element("applicationDeadline", Midnight(deadline));
        Price(entry);
        foreach (string provider in entry.Providers.Select(p => p.Id).Distinct(StringComparer.Ordinal)) xml.Reference("providedBy", LoqNames.Organisation(provider));
        if (country is not null) xml.Reference("location", LoqNames.Place(entry.Id));
        xml.Reference("learningAchievementSpecification", LoqNames.Entry(entry.Id));
        xml.Concept("defaultLanguage", entry.DefaultLanguageUri!);
        End(take, LoqList.Opportunity);
        if (country is not null) Place(entry, place!, country, take);
    }

    /// <summary>Whole months; null for another duration, or none.</summary>
    public static string? MonthsOf(LoqEntry entry) => entry.Number("durationMonths") is { } value && value == decimal.Truncate(value) && value > 0 ? value.ToString("0", CultureInfo.InvariantCulture) : null;

    /// <summary>A day as the beginning of it where the offer is: a time without an offset.</summary>
    static string Midnight(string day) => day + "T00:00:00";

    void Time(LoqEntry entry, string column)
    {
        if (entry.Text(column) is not { } day) return;
        xml.Start("temporal");
        xml.Element(column, Midnight(day));
        xml.End();
    }

    void Grant(string tag)
    {
        xml.Start("grant");
        xml.Text("title", LoqXml.UnknownLanguage, tag);
        xml.End();
    }

    /// <summary>The amount and the URI of its currency; null where one of them is not given.</summary>
    public static (string Amount, string Currency)? PriceOf(LoqEntry entry) =>
        entry.Text("priceAmount") is { } amount && entry.UriOf("priceCurrency", entry.Vocabularies.Currencies) is { } currency ? (amount, currency) : null;

    void Price(LoqEntry entry)
    {
        if (PriceOf(entry) is not var (amount, currency)) return;
        xml.Start("priceDetail");
        xml.Start("amount");
        xml.Concept("unit", currency);
        xml.Element("value", amount);
        xml.End();
        xml.End();
    }

    void Place(LoqEntry entry, string name, string country, Action<LoqList> take)
    {
        xml.Start("location", LoqNames.Place(entry.Id));
        xml.Text("geographicName", LoqXml.UnknownLanguage, name);
        xml.Start("address");
        xml.Concept("countryCode", country);
        xml.End();
        End(take, LoqList.Location);
    }

    /// <summary>A place needs a country: it is written where the text ends with the code of one, <c>Porto, PT</c>.</summary>
    /// <returns><c>IsWhole</c>: whether reading it back gives the same text.</returns>
    public static (string? Name, string? CountryUri, bool IsWhole) PlaceOf(LoqEntry entry)
    {
        if (entry.Text("location") is not { } location || location.LastIndexOf(',') is not (> 0 and var comma)) return default;
        string name = location[..comma].Trim(), code = location[(comma + 1)..].Trim();
        return name.Length > 0 && code.Length is 2 or 3 && entry.Vocabularies.Countries.Find(code) is { Uri: { } uri } ? (name, uri, location == $"{name}, {ElmIds.LastPart(uri)}") : default;
    }

    void End(Action<LoqList> take, LoqList list)
    {
        xml.End();
        xml.EndRecord();
        take(list);
    }
}
