using System.Globalization;
using System.Text.Json;
using Hub.Http.Pages.Shell;

namespace Hub.Http.Pages.Entries;

/// <summary>Sorts the short values of an entry into groups, in the order people ask for them.</summary>
static class EntryFacts
{
    /// <summary>Organisations the facts name.</summary>
    public static IEnumerable<string> OrganisationsOf(string id, JsonElement entry)
    {
        var record = new RecordJson(entry);
        string owner = id[..id.IndexOf('~', StringComparison.Ordinal)];
        return [owner, record.Text("awardingBody") ?? owner, .. record.List("providers")];
    }

    public static IReadOnlyList<FactGroup> Of(string id, JsonElement entry, IReadOnlyDictionary<string, OrganisationName> organisations)
    {
        var facts = new Reading(new RecordJson(entry), organisations);
        return
        [
            .. new[]
            {
                new FactGroup("size", [.. facts.Size()]),
                new FactGroup("level", [.. facts.Level()]),
                new FactGroup("offer", [.. facts.Offer()]),
                new FactGroup("quality", [.. facts.Quality()]),
                new FactGroup("identity", [.. facts.Identity(id)]),
            }.Select(g => g with { Facts = [.. g.Facts.Where(f => f.Values.Count > 0)] }).Where(g => g.Facts.Count > 0),
        ];
    }

    sealed class Reading(RecordJson entry, IReadOnlyDictionary<string, OrganisationName> organisations)
    {
        public IEnumerable<Fact> Size() =>
        [
            Points(), Number("workloadHours", "hours"), Named("hoursKind", "hours-kind"), Number("contactHours", "hours"), Number("selfStudyHours", "hours"), Number("workBasedHours", "hours"),
            Number("durationMonths", "months"), Number("relativeWeight", "percent"), Plain("creditComponent"),
        ];

        public IEnumerable<Fact> Level() => [Number("eqfLevel", "number"), National(), Named("levelBasis", "level-basis"), Plain("microCredentialType"), List("iscedF", "field")];

        public IEnumerable<Fact> Offer() =>
        [
            Organisations("providers"), List("modes", "mode"), List("languages", "language"), Named("offerType", "offer-type"), Plain("location"), Day("startDate"), Day("applicationDeadline"), Price(),
            List("fundingTags", null), List("targetGroups", "target-group"), Link("homepage"),
        ];

        public IEnumerable<Fact> Quality() =>
        [
            List("qualityAssurance", "quality-assurance"), List("accreditation", null), List("assessmentTypes", "assessment"), Named("supervision", "supervision"), Named("identityVerification", "identity-verification"),
            Plain("gradingScheme"), Named("stackability", "stackability"),
        ];

        public IEnumerable<Fact> Identity(string id) => [new Fact("id", [new FactValue(id)]), List("identifiers", null), Day("validFrom"), Day("validUntil")];

        Fact Points() => entry.Number("creditPoints") is { } points ? new Fact("creditPoints", [new FactValue(Text(points), "number"), .. entry.Text("creditSystem") is { } system ? (FactValue[])[new FactValue(system)] : []]) : new Fact("creditPoints", []);

        Fact National() => entry.Text("nqfLevel") is { } level ? new Fact("nqfLevel", [new FactValue($"{entry.Text("nqfFramework")} {level}".Trim())]) : Plain("nqfFramework");

        Fact Price() => entry.Number("priceAmount") is { } price ? new Fact("price", [price == 0 ? new FactValue("free", "fact") : new FactValue(Text(price), "number"), .. price != 0 && entry.Text("priceCurrency") is { } currency ? (FactValue[])[new FactValue(currency)] : []]) : new Fact("price", []);

        Fact Organisations(string name) => new(name, [.. entry.List(name).Select(id => new FactValue(id, null, organisations[id].LegalName, $"/providers/{Uri.EscapeDataString(id)}"))]);

        Fact Plain(string name) => new(name, entry.Text(name) is { } text ? [new FactValue(text)] : []);

        Fact Named(string name, string vocabulary) => new(name, entry.Text(name) is { } value ? [new FactValue(value, vocabulary)] : []);

        Fact Number(string name, string unit) => new(name, entry.Number(name) is { } number ? [new FactValue(Text(number), unit)] : []);

        Fact Day(string name) => new(name, entry.Text(name) is { } day ? [new FactValue(day, "date")] : []);

        Fact Link(string name) => new(name, entry.Text(name) is { } address ? [new FactValue(address, null, null, address)] : []);

        Fact List(string name, string? vocabulary) => new(name, [.. entry.List(name).Select(value => new FactValue(value, vocabulary))]);

        static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
