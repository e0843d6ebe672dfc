using System.Text.Json;
using Hub.Catalogue;
using Hub.Organisations;
using Hub.Ports;
using Hub.Records;
using Hub.Rules.Adoptions;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Rules.Previews;

/// <param name="AsOf">Day the records are judged as if they were received; null: today, UTC.</param>
/// <param name="After">Cursor of the part before; null: from the start.</param>
/// <param name="Limit">Records looked at in this part at most, 1 to 10,000.</param>
public sealed record PreviewRulesCommand(IReadOnlyList<Ruleset> Drafts, DateOnly? AsOf, string? After, int Limit);

/// <summary>What a draft would do to the records of one provider, against the rules in force.</summary>
/// <param name="Records">Records of the provider the draft's law counts for.</param>
/// <param name="NewlyRejected">Rejected by the draft and not by the rules in force.</param>
/// <param name="NewlyHeld">Held by the draft, and accepted or rejected by the rules in force.</param>
/// <param name="NewlyAdmitted">Accepted by the draft, and held or rejected by the rules in force.</param>
/// <param name="Codes">Records by finding that made the difference.</param>
public sealed record ProviderPreview(string Organisation, int Records, int NewlyRejected, int NewlyHeld, int NewlyAdmitted, IReadOnlyDictionary<string, int> Codes);

/// <param name="Looked">Stored records looked at in this part.</param>
/// <param name="Next">Cursor of the next part; null: there is none.</param>
public sealed record RulesPreview(DateOnly AsOf, int Looked, IReadOnlyList<ProviderPreview> Providers, string? Next)
{
    /// <summary>This part and the one after it as one.</summary>
    public RulesPreview With(RulesPreview part) => new(AsOf, Looked + part.Looked, [.. Providers.Concat(part.Providers).GroupBy(p => p.Organisation, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Sum)], part.Next);

    static ProviderPreview Sum(IGrouping<string, ProviderPreview> parts) => new(
        parts.Key, parts.Sum(p => p.Records), parts.Sum(p => p.NewlyRejected), parts.Sum(p => p.NewlyHeld), parts.Sum(p => p.NewlyAdmitted),
        new SortedDictionary<string, int>(parts.SelectMany(p => p.Codes).GroupBy(c => c.Key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.Sum(x => x.Value)), StringComparer.Ordinal));
}

/// <summary>
/// Judges the stored entries of the catalogue by a draft and by the rules in force, against the register as it is now, and says per
/// provider what would change. Nothing is stored. Achievements are judged by the law of the day they were awarded, which a draft of
/// what comes does not change; organisations, accreditations and agreements rest on no rule of a ruleset.
/// </summary>
public sealed class PreviewRulesHandler(ITables tables, OrganisationRegister organisations, RulesInForce rules, RecordKinds kinds, Vocabularies vocabularies, TimeProvider clock)
{
    public const int MostRecords = 10_000;

    readonly IRecordKind _kind = kinds.Get(CatalogueKind.KindName);

    public async Task<Result<RulesPreview>> HandleAsync(Caller caller, PreviewRulesCommand command, CancellationToken cancel)
    {
        if (!caller.Has(Role.Publisher) && !caller.Has(Role.Registrar)) return PreviewProblems.NotAllowed();
        if (command.Limit is < 1 or > MostRecords) return PreviewProblems.LimitInvalid(MostRecords);
        if (!StoredEntries.TryStart(command.After, out StoredEntries.Place place)) return PageProblems.CursorInvalid();
        DateOnly on = command.AsOf ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        IRulesets inForce = await rules.NowAsync(cancel);
        var drafts = new RulesetDrafts(inForce, command.Drafts, on);
        var tally = new PreviewTally();
        var countries = new Dictionary<string, string?>(StringComparer.Ordinal);
        var known = new Known(new KnownCountries(), new KnownStandings(), new KnownEntries());
        (IReadOnlyList<ListedRecord> entries, string? next, int looked) = await StoredEntries.ReadAsync(tables, _kind.Table, place, command.Limit, cancel);
        foreach (ListedRecord entry in entries)
        {
            using JsonDocument json = JsonDocument.Parse(entry.Record.Json);
            OrganisationId owner = OrganisationId.Parse(entry.Id[..entry.Id.IndexOf('~', StringComparison.Ordinal)]);
            string body = json.RootElement.TryGetProperty(CatalogueColumns.AwardingBody.Name, out JsonElement named) ? named.GetString()! : owner.Value;
            if (!countries.TryGetValue(body, out string? country)) countries[body] = country = await organisations.CountryOfAsync(body, cancel);
            if (!drafts.MayConcern(country)) continue;
            JudgeScope now = ScopeOf(owner, on, inForce, country, known), then = ScopeOf(owner, on, drafts, country, known);
            Judged before, after;
            // Once more where it asks for what the register says, until it asks for nothing.
            do (before, after) = (Judge(json.RootElement, now), Judge(json.RootElement, then));
            while (await organisations.AnswerAsync(known.Countries, known.Standings, known.Entries, cancel));
            tally.Add(owner.Value, before.Worst, after.Worst, after.Codes.Except(before.Codes));
        }

        return new RulesPreview(on, looked, tally.Providers, next);
    }

    JudgeScope ScopeOf(OrganisationId owner, DateOnly on, IRulesets rulesets, string? country, Known known) =>
        new(owner, on, rulesets, vocabularies, _ => country) { Register = known.Standings, Entries = known.Entries };

    Judged Judge(JsonElement json, JudgeScope scope)
    {
        var row = new JsonRecordRow(_kind, json, null);
        var verdict = new RowVerdict();
        _kind.Judge(row, row.Layout, scope, verdict);
        return new Judged(verdict.Worst ?? Severity.Warn, [.. verdict.Findings.Where(f => f.Severity != Severity.Warn).Select(f => f.Code.Code)]);
    }

    /// <summary>What was looked up so far.</summary>
    /// <param name="Countries">Of awarding bodies; each is looked up before, so that nothing is ever asked here.</param>
    sealed record Known(KnownCountries Countries, KnownStandings Standings, KnownEntries Entries);

    readonly record struct Judged(Severity Worst, HashSet<string> Codes);
}
