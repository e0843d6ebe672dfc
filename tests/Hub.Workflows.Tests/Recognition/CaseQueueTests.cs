using System.Globalization;
using Hub.Recognition.Cases;
using Hub.Recognition.Requests;
using Hub.Workflows.Contracts;

namespace Hub.Workflows.Tests.Recognition;

/// <summary>The queue of an institution: every open case once, the earliest due first, those without a due time last.</summary>
public sealed class CaseQueueTests
{
    const int Year = 2026;

    static readonly OrganisationId Body = OrganisationId.Parse("PT-IPX");

    static readonly Caller Ana = new("ana", Body, new HashSet<Role> { Role.Reviewer });

    static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    readonly CaseStore _store = new(new MemoryTables(), TimeProvider.System);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Case number n, due n days on, or never.</summary>
    async Task AddAsync(int number, bool isDue = true, CaseStage stage = CaseStage.Review, string? assignee = null, int year = Year, string provider = "PT-ESCOLA")
    {
        var id = new CaseId(Body, year, string.Create(CultureInfo.InvariantCulture, $"k{999 - number:D3}"));
        var added = new RecognitionCase(id.ToString(), provider, "learner-1", "PT", "unit-equivalence", "T", [], "v", Day) { Stage = stage, Assignee = assignee, Dates = new CaseDates(0, [], isDue ? Day.AddDays(number) : null, true, null) };
        Assert.True(await _store.AddAsync(added, Cancel));
    }

    static int NumberOf(CaseItem item) => 999 - int.Parse(CaseId.Parse(item.Id).Key[1..], CultureInfo.InvariantCulture);

    async Task<List<int>> ReadAllAsync(CaseFilter filter, int size)
    {
        var numbers = new List<int>();
        for (string? after = null; ;)
        {
            Page<CaseItem> page = await new CaseQueue(_store).ReadAsync(Ana, Year, filter, after, size, Cancel);
            Assert.InRange(page.Items.Count, 0, size);
            Assert.True(page.Items.Count == size || page.Next is null);
            numbers.AddRange(page.Items.Select(NumberOf));
            if (page.Next is null) return numbers;
            after = page.Next;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    public async Task Read_AllPages_HasEveryOpenCaseOnceInOrder(int size)
    {
        for (int i = 1; i <= 20; i++) await AddAsync(i);
        await AddAsync(30, isDue: false);
        await AddAsync(31, stage: CaseStage.Final);
        await AddAsync(32, isDue: false, stage: CaseStage.Evaluation);
        List<int> all = await ReadAllAsync(new CaseFilter(null, null, null, null), size);
        Assert.Equal([.. Enumerable.Range(1, 20), 32, 30], all);
        Assert.Equal([31], await ReadAllAsync(new CaseFilter(CaseStage.Final, null, null, null), size));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    public async Task Read_Filtered_HasFullPagesInTheSameOrder(int size)
    {
        for (int i = 1; i <= 60; i++) await AddAsync(i, assignee: i % 10 == 0 ? "ana" : null, provider: i % 2 == 0 ? "PT-ESCOLA" : "PT-OUTRA", stage: i % 3 == 0 ? CaseStage.Appeal : CaseStage.Review);
        await AddAsync(70, isDue: false, assignee: "ana");
        Assert.Equal([10, 20, 30, 40, 50, 60, 70], await ReadAllAsync(new CaseFilter(null, null, "ana", null), size));
        Assert.Equal([30, 60], await ReadAllAsync(new CaseFilter(CaseStage.Appeal, null, "ana", null), size));
        Assert.Equal([10, 20], await ReadAllAsync(new CaseFilter(null, Day.AddDays(30), "ana", "PT-ESCOLA"), size));
        Assert.Empty(await ReadAllAsync(new CaseFilter(null, null, "ana", "PT-OUTRA"), size));
    }

    [Fact]
    public async Task Change_FromNoDueTimeToOne_MovesTheCase()
    {
        await AddAsync(5, isDue: false);
        await AddAsync(9);
        Assert.Equal([9, 5], await ReadAllAsync(new CaseFilter(null, null, null, null), 10));
        await _store.ChangeAsync(new CaseId(Body, Year, "k994"), (of, _) => of with { Dates = of.Dates! with { Due = Day } }, Cancel);
        Assert.Equal([5, 9], await ReadAllAsync(new CaseFilter(null, null, null, null), 10));
        await _store.ChangeAsync(new CaseId(Body, Year, "k994"), (of, _) => of with { Stage = CaseStage.Final }, Cancel);
        Assert.Equal([9], await ReadAllAsync(new CaseFilter(null, null, null, null), 10));
    }

    [Fact]
    public async Task EarlierOpen_YearsWithOpenCases_AreNamed()
    {
        await AddAsync(1, year: 2025, isDue: false);
        await AddAsync(2, year: 2024, stage: CaseStage.Final);
        await AddAsync(3, year: 2023);
        Assert.Equal([2025, 2023], await new CaseQueue(_store).EarlierOpenAsync(Ana, Year, Cancel));
    }
}
