using Hub.Catalogue;
using Hub.Pipeline.Tests.Judging;
using Hub.Pipeline.Tests.Support;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Catalogue;

/// <summary>Circles that lead through entries stored earlier.</summary>
public sealed class StoredCircleTests
{
    static readonly CatalogueKind Catalogue = new();

    static Task<JudgedFile> FileAsync(params string[] rows) => JudgedFile.OfAsync(Catalogue, Files.Of(rows));

    static KnownIds Stored(params (string Id, string Names)[] entries) => new([.. entries.SelectMany(e => (string[])[e.Id, e.Names]).Select(Entries.Id)])
    {
        Named = entries.ToDictionary(e => Entries.Id(e.Id), e => (IReadOnlyList<string>)[Entries.Id(e.Names)]),
    };

    [Fact]
    public async Task SettleAsync_StoredEntryLeadsBack_RejectsTheRow() => Assert.Equal(
        ["2 Rejected entry.reference-circle-stored"],
        await (await FileAsync(Files.Row("A", partOf: "X"), Files.Row("B", partOf: "X"))).SettledAsync(Stored(("X", "Y"), ("Y", "A"))));

    [Fact]
    public async Task SettleAsync_WayOverSeveralRows_RejectsThoseOnIt() => Assert.Equal(
        ["2 Rejected entry.reference-circle-stored", "3 Rejected entry.reference-circle-stored", "4 Rejected entry.reference-rejected 2"],
        await (await FileAsync(Files.Row("A", partOf: "B"), Files.Row("B", partOf: "X"), Files.Row("C", partOf: "A"))).SettledAsync(Stored(("X", "A"))));

    [Fact]
    public async Task SettleAsync_FileTurnsTheStoredEntryRound_IsNoCircle() => Assert.Empty(
        await (await FileAsync(Files.Row("A", partOf: "X"), Files.Row("X"))).SettledAsync(Stored(("X", "A"))));

    [Fact]
    public async Task SettleAsync_StoredCircleBeside_IsNotTheFilesFault() => Assert.Empty(
        await (await FileAsync(Files.Row("A", partOf: "X"))).SettledAsync(Stored(("X", "Y"), ("Y", "X"))));

    [Fact]
    public async Task SettleAsync_RowThatIsRejected_ReplacesNothing() => Assert.Equal(
        ["2 Rejected entry.reference-circle-stored"],
        await (await FileAsync(Files.Row("A", partOf: "X"), Files.Row("Y", hours: "x"))).SettledAsync(Stored(("X", "Y"), ("Y", "A"))));

    [Fact]
    public async Task Submit_EntryWhoseWholeIsPartOfIt_IsRejected()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        await hub.SubmitAsync(Files.Of(Files.Row("Q"), Files.Row("U", partOf: "Q")));
        Submission ended = await hub.SubmitAsync(Files.Of(Files.Row("Q", partOf: "U"), Files.Row("R", partOf: "U")));
        Assert.Equal((1, 1), (ended.Totals!.Accepted, ended.Totals.Rejected));
        Assert.Contains("entry.reference-circle-stored", await hub.FindingsAsync(ended), StringComparison.Ordinal);
    }
}
