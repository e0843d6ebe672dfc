using System.Text.Json;
using Hub.Access;
using Hub.Catalogue;
using Hub.Catalogue.Outcomes;
using Hub.Http.Pages.Shell;
using Hub.Learners.CreditRecords;
using Hub.Recognition.Cases;
using Hub.Recognition.Deadlines;
using Hub.Recognition.Requests;
using Hub.Records;
using Hub.Rules.Adoptions;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Http.Pages.Desk;

/// <summary>Puts together what the pages of the desk show.</summary>
sealed class DeskPages(CaseQueue queue, ReadCases cases, CaseLaws laws, ReadPresented presented, ReadOutcomesHandler outcomes, RecordTable records, OrganisationNames names, RulesInForce rules, TimeProvider clock)
{
    const int CasesOnAPage = 50;

    public async Task<DeskQueueModel> QueueAsync(HttpContext http, Caller caller)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var form = DeskQueueForm.Read(http.Request.Query, now.Year);
        Page<CaseItem> page = await queue.ReadAsync(caller, form.Year, form.ToFilter(caller.KeyId), form.After, CasesOnAPage, http.RequestAborted);
        IReadOnlyList<int> earlier = await queue.EarlierOpenAsync(caller, form.Year, http.RequestAborted);
        DeskShell shell = await ShellAsync(http, caller);
        var calendar = new DeadlineCalculator((await rules.NowAsync(http.RequestAborted)).For(shell.Institution.Country, DateOnly.FromDateTime(now.UtcDateTime)));
        return new DeskQueueModel(shell, form, [.. page.Items.Select(i => RowOf(i, calendar, now))], page.Next, await names.FindAsync(page.Items.Select(i => i.Provider), http.RequestAborted), earlier);
    }

    /// <param name="typed">What was sent and not taken.</param>
    public async Task<Result<DeskCaseModel>> CaseAsync(HttpContext http, Caller caller, string id, DeskTyped? typed = null)
    {
        Result<SeenCase> seen = await cases.HandleAsync(caller, id, http.RequestAborted);
        if (seen.Problem is { } problem) return problem;
        CaseLaw law = await laws.OfAsync(seen.Value.Case, http.RequestAborted);
        var acts = OfferedActs.Of(seen.Value.Case, law, new Actor(caller.KeyId, caller.Organisation.Value, IsPerson: true), clock.GetUtcNow());
        string? done = http.Request.Query["done"].ToString() is var act && DeskActs.Names.Contains(act) ? act : null;
        return new DeskCaseModel(await ShellAsync(http, caller), seen.Value, law, acts, await AroundAsync(seen.Value, http.RequestAborted), typed, done);
    }

    async Task<CaseSurroundings> AroundAsync(SeenCase seen, CancellationToken cancel)
    {
        IReadOnlyDictionary<string, RecordedAchievement> achievements = await presented.OfAsync(seen, cancel);
        string[] named = [seen.Case.Target, .. seen.Case.Evaluation?.Parts.Select(p => p.Part) ?? [], .. achievements.Values.Select(a => a.EntryId).OfType<string>()];
        string[] entries = [.. named.Distinct(StringComparer.Ordinal).Where(id => RecordId.TryParse(id, out _))];
        IReadOnlyDictionary<string, StoredRecord> stored = await records.FindManyAsync(CatalogueKind.TableName, entries, cancel);
        var found = new Dictionary<string, DeskEntry>(StringComparer.Ordinal);
        foreach (string id in entries)
            if (stored.TryGetValue(id, out StoredRecord? record)) found[id] = new DeskEntry(id, TitleOf(record), (await outcomes.HandleAsync(id, cancel))?.LearningOutcomes ?? []);
        return new CaseSurroundings(achievements, found, await names.FindAsync([seen.Case.Provider, .. achievements.Values.Select(a => a.AwardingBody)], cancel));
    }

    /// <summary>A term ends with the end of its last day: the moment itself lies in the day after.</summary>
    static DeskRow RowOf(CaseItem item, DeadlineCalculator calendar, DateTimeOffset now) => new(item, item.Due is { } due ? calendar.DayOf(due.AddTicks(-1)) : null, item.Due < now);

    async Task<DeskShell> ShellAsync(HttpContext http, Caller caller)
    {
        string institution = caller.Organisation.Value;
        return new DeskShell((await names.FindAsync([institution], http.RequestAborted))[institution], caller.KeyId, http.Features.GetRequiredFeature<DeskSession>().ExpiresAt);
    }

    static IReadOnlyDictionary<string, string> TitleOf(StoredRecord record)
    {
        using JsonDocument json = JsonDocument.Parse(record.Json);
        return new RecordJson(json.RootElement).Texts("title");
    }
}
