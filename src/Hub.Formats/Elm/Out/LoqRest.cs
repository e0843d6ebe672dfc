using System.Text.Json;
using Hub.Releases;

namespace Hub.Formats.Elm.Out;

/// <summary>
/// What an entry says that the profile has no element for. It is written as notes, each about one column of the hub, so that nothing is
/// lost on the way and a hub can read it back.
/// </summary>
static class LoqRest
{
    static readonly HashSet<string> Covered = new(StringComparer.Ordinal)
    {
        "id", "version", "localId", "kind", "title", "description", "learningOutcomes", "learningOutcomeSkills", "awardingBody", "homepage", "status", "iscedF", "languages", "eqfLevel",
        "modes", "targetGroups", "contactHours", "gradingScheme",
    };

    /// <summary>Columns with the text of their cell, and its language where it has one.</summary>
    /// <param name="hasAllIdentifiers">Whether every identifier could be written.</param>
    public static IEnumerable<(string Column, string? Language, string Text)> Of(LoqEntry entry, LoqSelection selection, bool hasAllIdentifiers)
    {
        foreach (RecordField field in entry.Properties)
        {
            if (IsCovered(field.Name, entry, selection, hasAllIdentifiers)) continue;
            JsonElement value = JsonElement.Parse(field.Value);
            if (value.ValueKind == JsonValueKind.Object)
                foreach (JsonProperty text in value.EnumerateObject().Skip(field.Name == "prerequisites" ? 1 : 0)) yield return (field.Name, text.Name, Cell(text.Value));
            else yield return (field.Name, null, Cell(value));
        }
    }

    static bool IsCovered(string column, LoqEntry entry, LoqSelection selection, bool hasAllIdentifiers) => column switch
    {
        "identifiers" => hasAllIdentifiers,
        "nqfFramework" or "nqfLevel" => entry.NqfUri is not null,
        "learningOutcomeTypes" => entry.Values(column).All(type => type.Length == 0 || entry.Vocabularies.OutcomeTypes.Find(type)?.Uri is not null),
        "assessmentTypes" => entry.Values(column).All(type => entry.Vocabularies.AssessmentTypes.Find(type)?.Uri is not null),
        "creditSystem" or "creditPoints" => entry.HasCredit,
        "workloadHours" or "hoursKind" => LoqEntryWriter.VolumeOf(entry) is not null,
        "derivedFrom" => entry.Values(column).All(id => selection.Has(id, entry.IsQualification)),
        "partOf" => entry.Values(column).All(selection.Has),
        "providers" => entry.HasOffer && entry.Values(column).Count == entry.Providers.Count,
        "location" => entry.HasOffer && LoqOfferWriter.PlaceOf(entry).IsWhole,
        "durationMonths" => entry.HasOffer && LoqOfferWriter.MonthsOf(entry) is not null,
        "priceAmount" or "priceCurrency" => entry.HasOffer && LoqOfferWriter.PriceOf(entry) is not null,
        "offerType" or "startDate" or "applicationDeadline" or "fundingTags" => entry.HasOffer,
        _ => Covered.Contains(column),
    };

    static string Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join('|', value.EnumerateArray().Select(Cell)),
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
