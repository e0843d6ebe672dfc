using System.Text;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Recognition.Statistics;
using Hub.Workflows.Contracts;
using Hub.Workflows.Tests.Engine;

namespace Hub.Workflows.Tests.Recognition;

/// <summary>Statistics of decisions: rounded, of closed months only, never revised.</summary>
public sealed class DecisionStatisticsTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    readonly CaseScene _scene = new(new ReplayEngines());

    ReadDecisionStatistics Reading => new(new CaseStatistics(_scene.Tables), _scene.Tables, _scene.Clock);

    async Task GrantAsync(int count, string from)
    {
        for (int i = 0; i < count; i++)
        {
            EnterCaseCommand command = CaseScene.Command($"{from}{i}") with { Target = $"T{from}{i}" };
            Assert.Null((await _scene.Enter.HandleAsync(command, Cancel)).Problem);
        }

        await _scene.RunAsync();
    }

    [Fact]
    public async Task Read_OfAMonth_CountsRoundedAndOnlyOnceItIsClosed()
    {
        _scene.Clock.Set(new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero));
        await GrantAsync(8, "a");
        Assert.Empty(await Reading.HandleAsync(Cancel));
        _scene.Clock.Set(new DateTimeOffset(2026, 4, 1, 12, 0, 0, TimeSpan.Zero));
        Assert.Empty(await Reading.HandleAsync(Cancel));
        _scene.Clock.Set(new DateTimeOffset(2026, 4, 2, 0, 0, 1, TimeSpan.Zero));

        Assert.Equal([new DecisionCount("2026-03", CaseScene.Body, "unit-equivalence", DecisionOutcome.Full, 10)], await Reading.HandleAsync(Cancel));
    }

    [Fact]
    public async Task Read_AfterAMonthWasClosed_NeverRevisesIt()
    {
        _scene.Clock.Set(new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero));
        await GrantAsync(3, "a");
        _scene.Clock.Set(new DateTimeOffset(2026, 4, 10, 0, 0, 0, TimeSpan.Zero));
        IReadOnlyList<DecisionCount> before = await Reading.HandleAsync(Cancel);
        CaseId late = CaseScene.Id("late");
        for (int i = 0; i < 20; i++) await _scene.Tables.CommitAsync(CaseStore.Table, late.Partition, [RowChange.Insert($"told~2026-03~late{i}~0001", "{\"route\":\"x\",\"outcome\":\"full\"}"u8.ToArray())], Cancel);

        Assert.Equal(before, await Reading.HandleAsync(Cancel));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 5)]
    [InlineData(7, 5)]
    [InlineData(8, 10)]
    [InlineData(1002, 1000)]
    public void Count_OfSome_IsRoundedToFive(int decisions, int expected) =>
        Assert.Equal(expected, ReadDecisionStatistics.Count(new Month(2026, 3), Enumerable.Repeat(("B", new ToldDecision("r", DecisionOutcome.Full)), decisions)).Sum(c => c.Decisions));

    [Fact]
    public void Table_OfFormulas_NeutralisesThem()
    {
        string csv = Encoding.UTF8.GetString(DecisionTable.Write([new DecisionCount("2026-03", "=HYPERLINK(\"x\")", "a,b", DecisionOutcome.Refused, 5)]));

        Assert.Equal("month,body,route,outcome,decisions\r\n2026-03,\"'=HYPERLINK(\"\"x\"\")\",\"a,b\",refused,5\r\n", csv);
    }

    [Theory]
    [InlineData("2026-3", false)]
    [InlineData("2026-13", false)]
    [InlineData("2026-03", true)]
    public void Month_Text_IsReadStrictly(string text, bool isOne) => Assert.Equal(isOne, Month.TryParse(text, out _));
}
