using System.Globalization;
using Hub.Rules;

namespace Hub.Catalogue.Listing;

/// <summary>Understands a query, or says which value is none of those allowed and which those are.</summary>
public sealed class FilterReading(Vocabularies vocabularies, IRulesets rulesets)
{
    /// <summary>Words of a search at most, and characters of any value.</summary>
    const int MaxWords = 10;
    const int MaxLength = 400;

    public Result<CatalogueFilter> Read(CatalogueQuery query)
    {
        var reading = new Reading(vocabularies, rulesets);
        reading.Values("kind", query.Kind, vocabularies.Kinds, "kind");
        reading.Values("eqfLevel", query.EqfLevel, vocabularies.EqfLevels, "eqfLevel");
        reading.Levels(query.NqfFramework, query.NqfLevel);
        reading.Fields(query.Field);
        reading.Values("language", query.Language, vocabularies.Languages, "languages");
        reading.Values("mode", query.Mode, vocabularies.Modes, "modes");
        reading.CreditSystem(query.CreditSystem);
        reading.Credits(query.CreditsMin, query.CreditsMax);
        reading.Title(query.Q);
        reading.Status(query.Status);
        string? provider = reading.Organisation("provider", query.Provider), body = reading.Organisation("awardingBody", query.AwardingBody);
        HashSet<string>? countries = reading.Named("country", query.Country, vocabularies.Countries);
        (long? after, DateTimeOffset? since) = reading.Moment(query.UpdatedSince);
        return reading.Problem is { } problem ? problem : new CatalogueFilter(provider, body, countries, after, since, reading.Conditions);
    }

    /// <summary>One query while it is read: conditions so far, and the first thing that was wrong.</summary>
    sealed class Reading(Vocabularies vocabularies, IRulesets rulesets)
    {
        public List<EntryCondition> Conditions { get; } = [];

        public Problem? Problem { get; private set; }

        public void Values(string name, string? given, Vocabulary vocabulary, string property)
        {
            if (Named(name, given, vocabulary) is { } values) Conditions.Add(EntryCondition.AnyOf(property, values));
        }

        /// <summary>The short names of the values given by name, code or URI; null when none were given.</summary>
        public HashSet<string>? Named(string name, string? given, Vocabulary vocabulary)
        {
            if (Parts(name, given) is not { } parts) return null;
            var values = new HashSet<string>(StringComparer.Ordinal);
            foreach (string part in parts)
            {
                if (vocabulary.Find(part) is { } concept) values.Add(concept.Name);
                else Fail(name, vocabulary.Names);
            }

            return values;
        }

        public void Levels(string? framework, string? level)
        {
            if (Parts("nqfFramework", framework) is not { } names)
            {
                if (level is not null) Fail("nqfLevel", "levels of a framework: name it in nqfFramework");
                return;
            }

            Framework[] known = [.. rulesets.All.SelectMany(r => r.Frameworks).Where(f => f.Id.Equals(names[0], StringComparison.OrdinalIgnoreCase))];
            string? id = names.Length > 1 ? null : known.Length > 0 ? known[0].Id : vocabularies.NqfFrameworks.Find(names[0])?.Name;
            if (id is null)
            {
                Fail("nqfFramework", $"one of {string.Join(", ", rulesets.All.SelectMany(r => r.Frameworks).Select(f => f.Id).Distinct())}, {vocabularies.NqfFrameworks.Names}");
                return;
            }

            Conditions.Add(EntryCondition.AnyOf("nqfFramework", new HashSet<string> { id }));
            if (Parts("nqfLevel", level) is not { } levels) return;
            var values = new HashSet<string>(StringComparer.Ordinal);
            foreach (string part in levels)
            {
                string? found = known.Select(f => f.FindLevel(part)?.Level).FirstOrDefault(l => l is not null) ?? vocabularies.FindNqfLevel(id, part)?.Level;
                if (found is not null) values.Add(found);
                else Fail("nqfLevel", known.Length > 0 ? string.Join(", ", known.SelectMany(f => f.Levels).Select(l => l.Level).Distinct()) : $"levels of {id} as the European vocabulary lists them");
            }

            Conditions.Add(EntryCondition.AnyOf("nqfLevel", values));
        }

        public void Fields(string? given)
        {
            if (Named("field", given, vocabularies.IscedF) is { } codes) Conditions.Add(EntryCondition.BeginsWith("iscedF", [.. codes]));
        }

        public void CreditSystem(string? given)
        {
            if (Parts("creditSystem", given) is not { } parts) return;
            string[] known = [.. vocabularies.CreditSystems.Concepts.Select(c => c.Name).Union(rulesets.All.SelectMany(r => r.CreditSystems).Select(s => s.Id))];
            var values = new HashSet<string>(StringComparer.Ordinal);
            foreach (string part in parts)
            {
                if (vocabularies.CreditSystems.Find(part)?.Name is { } european) values.Add(european);
                else if (Array.Find(known, k => k.Equals(part, StringComparison.OrdinalIgnoreCase)) is { } national) values.Add(national);
                else Fail("creditSystem", string.Join(", ", known));
            }

            Conditions.Add(EntryCondition.AnyOf("creditSystem", values));
        }

        public void Credits(string? least, string? most)
        {
            decimal? min = Number("creditsMin", least), max = Number("creditsMax", most);
            if (min > max) Fail("creditsMax", $"not less than creditsMin, {least}");
            if (min is not null || max is not null) Conditions.Add(EntryCondition.Between("creditPoints", min, max));
        }

        public void Title(string? given)
        {
            if (string.IsNullOrWhiteSpace(given)) return;
            string[] words = EntryCondition.WordsOf(given);
            if (given.Length > MaxLength || words.Length is 0 or > MaxWords) Fail("q", $"1 to {MaxWords} beginnings of words");
            else Conditions.Add(EntryCondition.Words("title", words));
        }

        /// <summary>Drafts and withdrawn entries are nobody's but their owner's.</summary>
        public void Status(string? given)
        {
            foreach (string part in Parts("status", given) ?? [])
                if (vocabularies.EntryStatuses.Find(part) is not { Name: CatalogueKind.Published }) Fail("status", CatalogueKind.Published);
        }

        public string? Organisation(string name, string? given)
        {
            if (string.IsNullOrWhiteSpace(given)) return null;
            if (OrganisationId.TryParse(given.Trim(), out OrganisationId id)) return id.Value;
            Fail(name, "an organisation id: 2 to 64 letters, digits and . _ -");
            return null;
        }

        public (long? After, DateTimeOffset? Since) Moment(string? given)
        {
            if (string.IsNullOrWhiteSpace(given)) return (null, null);
            if (long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)) return (sequence, null);
            string[] forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];
            if (DateTimeOffset.TryParseExact(given, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)) return (null, time);
            Fail("updatedSince", "a sequence number of /v1/changes, a day (yyyy-mm-dd) or a time (yyyy-mm-ddThh:mm:ssZ)");
            return (null, null);
        }

        decimal? Number(string name, string? given)
        {
            if (string.IsNullOrWhiteSpace(given)) return null;
            if (decimal.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)) return number;
            Fail(name, "0 or more, with a point for decimals");
            return null;
        }

        string[]? Parts(string name, string? given)
        {
            if (string.IsNullOrWhiteSpace(given)) return null;
            if (given.Length <= MaxLength) return given.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            Fail(name, string.Create(CultureInfo.InvariantCulture, $"at most {MaxLength} characters"));
            return null;
        }

        // The value itself is not repeated: what people type into a search may be anything.
        void Fail(string name, string allowed) => Problem ??= ListingProblems.FilterInvalid(name, allowed);
    }
}
