using System.Text.Json;
using Hub.Audit;
using Hub.Catalogue;
using Hub.Pipeline.Tests.Support;
using Hub.Recognition.Equivalences;
using Hub.Recognition.Evaluation;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Recognition;

/// <summary>An equivalence is declared, changed and withdrawn, and the process dies.</summary>
public sealed class EquivalenceCrashTests
{
    const string Source = "PT-ESCOLA~W", Target = "PT-ESCOLA~U", Id = "PT-ESCOLA~eq-1";

    static readonly Caller Reviewer = new("reviewer-key", TestHub.School, new HashSet<Role> { Role.Reviewer });

    [Fact]
    public async Task Declare_ProcessDiesAnywhere_IsThereOnceWithEveryVersionAndTheWaysToIt()
    {
        using var prepared = new TemporaryFolder();
        using (TestHub hub = await TestHub.OpenWithSchoolAsync(prepared))
            foreach (string entry in (string[])[Source, Target]) await PutEntryAsync(hub, entry);
        string outcome = await new EveryDeath(WorkAsync, OutcomeAsync).RunAsync(prepared);
        Assert.Equal("v3 Hidden; v1 Whole v2 Part; counts for 0; record.put record.put record.withdrawn", outcome);
    }

    [Fact]
    public async Task For_AnEntry_IsWhatIsDeclaredOfItEitherWay()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        foreach (string entry in (string[])[Source, Target]) await PutEntryAsync(hub, entry);
        Assert.Null((await HandlerOf(hub).HandleAsync(Reviewer, Command(EquivalenceExtent.Whole) with { Direction = EquivalenceDirection.BothWays }, TestHub.Cancel)).Problem);
        IReadOnlyList<DeclaredEquivalence> found = await StoreOf(hub).ForAsync([Source, Target], TestHub.Cancel);
        Assert.Equal([(Target, Source), (Source, Target)], found.Select(e => (e.From, e.To)).OrderBy(e => e.To == Target));
        Assert.Empty(await StoreOf(hub).ForAsync(["PT-ESCOLA~X"], TestHub.Cancel));
    }

    static async Task WorkAsync(TestHub hub, Dictionary<string, string> known)
    {
        foreach (EquivalenceExtent extent in (EquivalenceExtent[])[EquivalenceExtent.Whole, EquivalenceExtent.Part])
        {
            if (known.ContainsKey(extent.ToString())) continue;
            Assert.Null((await HandlerOf(hub).HandleAsync(Reviewer, Command(extent), TestHub.Cancel)).Problem);
            known[extent.ToString()] = "answered";
        }

        Assert.Null((await HandlerOf(hub).WithdrawAsync(Reviewer, Id, null, TestHub.Cancel)).Problem);
    }

    static async Task<string> OutcomeAsync(TestHub hub)
    {
        StoredRecord now = (await StoreOf(hub).FindAsync(Id, TestHub.Cancel))!;
        var versions = new List<string>();
        for (int version = 1; version < now.Stamp.Version; version++) versions.Add($"v{version} {Equivalence.Read((await StoreOf(hub).FindVersionAsync(Id, version, TestHub.Cancel))!.Json).Extent}");
        var facts = new List<string>();
        await foreach (AuditFact fact in hub.Log.DrainAsync(EquivalenceStore.Table, RecordKeys.PartitionOf(Id), TestHub.Cancel)) facts.Add(fact.Action);
        int counts = (await StoreOf(hub).ForAsync([Target], TestHub.Cancel)).Count;
        return $"v{now.Stamp.Version} {now.Stamp.Visibility}; {string.Join(' ', versions)}; counts for {counts}; {string.Join(' ', facts.Order(StringComparer.Ordinal))}";
    }

    static DeclareEquivalenceCommand Command(EquivalenceExtent extent) => new(Id, Source, Target, extent, null, [], "decision", new DateOnly(2025, 1, 1), null, null);

    static EquivalenceStore StoreOf(TestHub hub) => new(hub.Tables, hub.Records);

    static DeclareEquivalenceHandler HandlerOf(TestHub hub) => new(StoreOf(hub), new EquivalenceAuthority(hub.Competences), hub.Records, new SubmissionNumbers(hub.Tables, hub.Clock), hub.Queue, hub.Clock);

    static async Task PutEntryAsync(TestHub hub, string id)
    {
        JsonElement unit = JsonElement.Parse("""{"kind":"unit","title":{"pt":"Soldadura"},"learningOutcomes":{"pt":["Solda"]},"workloadHours":50,"hoursKind":"training","status":"published"}""");
        Assert.Null((await hub.Put.HandleAsync(TestHub.CallerOf(TestHub.School), new PutRecordCommand(CatalogueKind.KindName, id, unit, null), TestHub.Cancel)).Problem);
    }
}
