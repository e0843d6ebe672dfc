using Hub.Catalogue;
using Hub.Organisations;
using Hub.Pipeline.Tests.Support;
using Hub.Submissions.Judging;

namespace Hub.Pipeline.Tests.Judging;

public sealed class SettlerTests
{
    static readonly CatalogueKind Catalogue = new();
    static readonly OrganisationKind Organisations = new();
    static readonly KnownIds Nothing = new();

    static Task<JudgedFile> FileAsync(params string[] rows) => JudgedFile.OfAsync(Catalogue, Files.Of(rows));

    [Fact]
    public async Task SettleAsync_NothingShared_AddsNothing() =>
        Assert.Empty(await (await FileAsync(Files.Row("A"), Files.Row("B"), Files.Row("C"), Files.Row("D"))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_SameRowsAcrossChunks_LaterOnesRepeat() => Assert.Equal(
        ["4 Repeated row.duplicate-same 2", "7 Repeated row.duplicate-same 2"],
        await (await FileAsync(Files.Row("A"), Files.Row("B"), Files.Row("A"), Files.Row("C"), Files.Row("D"), Files.Row("A"))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_DifferentRowsOfOneRecord_AllAreRejectedAndNameAnother() => Assert.Equal(
        ["2 Rejected row.duplicate-different 4", "4 Rejected row.duplicate-different 2", "5 Rejected row.duplicate-different 2"],
        await (await FileAsync(Files.Row("A"), Files.Row("B"), Files.Row("A", "Other"), Files.Row("A"))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_DuplicateOfARejectedRow_BothAreRejected() => Assert.Equal(
        ["2 Rejected row.duplicate-different 3", "3 Rejected row.duplicate-different 2"],
        await (await FileAsync(Files.Row("A"), Files.Row("A", hours: "-5"))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_TwoRejectedRowsWithoutId_AreNoDuplicates() =>
        Assert.Empty(await (await FileAsync(Files.Row(""), Files.Row(""))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_ReferenceInsideTheFile_IsMetBeforeAndAfter()
    {
        var register = new KnownIds();
        Assert.Empty(await (await FileAsync(Files.Row("A", partOf: "D"), Files.Row("B"), Files.Row("C", partOf: "PT-ESCOLA~A"), Files.Row("D"))).SettledAsync(register));
        Assert.Empty(register.Asked);
    }

    [Fact]
    public async Task SettleAsync_ReferenceToARejectedRow_RejectsTheChain() => Assert.Equal(
        ["2 Rejected entry.reference-rejected 3", "3 Rejected entry.reference-rejected 5", "6 Rejected entry.reference-rejected 2"],
        await (await FileAsync(Files.Row("A", partOf: "B"), Files.Row("B", partOf: "D"), Files.Row("C"), Files.Row("D", hours: "x"), Files.Row("E", partOf: "A"))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_ReferenceToDifferentDuplicates_IsRejected() => Assert.Equal(
        ["2 Rejected row.duplicate-different 3", "3 Rejected row.duplicate-different 2", "4 Rejected entry.reference-rejected 2"],
        await (await FileAsync(Files.Row("A"), Files.Row("A", "Other"), Files.Row("B", partOf: "A"))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_ReferenceToSameDuplicates_Stands() => Assert.Equal(
        ["3 Repeated row.duplicate-same 2"],
        await (await FileAsync(Files.Row("A"), Files.Row("A"), Files.Row("B", partOf: "A"))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_CircleOfGoodRows_IsRejectedAndWhatLeadsIntoItToo() => Assert.Equal(
        [
            "2 Rejected entry.reference-circle 3", "3 Rejected entry.reference-circle 4", "4 Rejected entry.reference-circle 2", "5 Rejected entry.reference-rejected 2",
        ],
        await (await FileAsync(Files.Row("A", partOf: "B"), Files.Row("B", partOf: "C"), Files.Row("C", partOf: "A|E"), Files.Row("D", partOf: "A"), Files.Row("E"))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_ReferenceToAWithdrawnRecord_Warns() => Assert.Equal(
        ["2 Accepted entry.reference-withdrawn"],
        await (await FileAsync(Files.Row("A", partOf: "OLD"))).SettledAsync(new KnownIds("PT-ESCOLA~OLD") { Withdrawn = new HashSet<string> { "PT-ESCOLA~OLD" } }));

    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public async Task SettleAsync_ReferenceToARowThatWithdraws_WarnsWhereverTheRowsStand(int chunkRows)
    {
        string[] rows = [Files.Row("A", partOf: "OLD"), Files.Row("B"), Files.Row("OLD", status: "withdrawn"), Files.Row("C", partOf: "B|OLD"), Files.Row("D", partOf: "A")];
        JudgedFile file = await JudgedFile.OfAsync(Catalogue, Files.Of(rows), chunkRows);
        Assert.Equal(["2 Accepted entry.reference-withdrawn-here 4", "5 Accepted entry.reference-withdrawn-here 4"], await file.SettledAsync(Nothing));
        Assert.Equal(["2 Accepted entry.reference-withdrawn-here 4", "5 Accepted entry.reference-withdrawn-here 4"], await file.SettledAsync());
    }

    [Fact]
    public async Task SettleAsync_WithdrawnTogether_NeedsNoWarning()
    {
        string[] rows = [Files.Row("A", partOf: "OLD", status: "withdrawn"), Files.Row("OLD", status: "withdrawn"), Files.Row("B", partOf: "GONE", status: "withdrawn")];
        Assert.Empty(await (await FileAsync(rows)).SettledAsync(new KnownIds("PT-ESCOLA~GONE") { Withdrawn = new HashSet<string> { "PT-ESCOLA~GONE" } }));
    }

    [Fact]
    public async Task SettleAsync_RowThatWouldWithdrawIsRejected_OnlyRejectsWhatRefersToIt() => Assert.Equal(
        ["2 Rejected entry.reference-rejected 3"],
        await (await FileAsync(Files.Row("A", partOf: "OLD"), Files.Row("OLD", hours: "x", status: "withdrawn"))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_FilePublishesWhatWasWithdrawn_IsNoReasonToWarn() => Assert.Empty(
        await (await FileAsync(Files.Row("A", partOf: "OLD"), Files.Row("OLD"))).SettledAsync(new KnownIds("PT-ESCOLA~OLD") { Withdrawn = new HashSet<string> { "PT-ESCOLA~OLD" } }));

    [Fact]
    public async Task SettleAsync_CycleWithABadRow_FallsWhole() => Assert.Equal(
        ["2 Rejected entry.reference-rejected 3", "4 Rejected entry.reference-rejected 2"],
        await (await FileAsync(Files.Row("A", partOf: "B"), Files.Row("B", partOf: "C", hours: "x"), Files.Row("C", partOf: "A"))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_ReferenceNobodyKnows_IsRejectedAndItsDependantsToo() => Assert.Equal(
        ["2 Rejected entry.reference-unknown", "3 Rejected entry.reference-rejected 2"],
        await (await FileAsync(Files.Row("A", partOf: "NOWHERE"), Files.Row("B", partOf: "A"))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_ReferenceInTheRegister_IsAskedForOnceAndStands()
    {
        var register = new KnownIds("PT-ESCOLA~OLD", "PT-OUTRA~X");
        Assert.Empty(await (await FileAsync(Files.Row("A", partOf: "OLD|PT-OUTRA~X"), Files.Row("B", partOf: "OLD"), Files.Row("C", partOf: "OLD"))).SettledAsync(register));
        Assert.Equal(["PT-ESCOLA~OLD", "PT-OUTRA~X"], register.Asked.Order());
    }

    [Fact]
    public async Task SettleAsync_Offline_UnknownReferencesAreLeftAlone() => Assert.Equal(
        ["4 Rejected entry.reference-rejected 3"],
        await (await FileAsync(Files.Row("A", partOf: "NOWHERE"), Files.Row("B", hours: "x"), Files.Row("C", partOf: "B"))).SettledAsync());

    [Fact]
    public async Task SettleAsync_UnknownAwardingBody_IsRejected() => Assert.Equal(
        ["2 Rejected entry.awarding-body-unknown"],
        await (await FileAsync(Files.Row("A", body: "PT-NINGUEM"), Files.Row("B", body: "PT-ESCOLA"))).SettledAsync(Nothing));

    [Fact]
    public async Task SettleAsync_SeveralFindingsOfARow_KeepTheirOrder()
    {
        string[] rows = [.. Enumerable.Range(0, 40).Select(i => Files.Row($"U-{i}", partOf: "X|Y|Z", body: "PT-NINGUEM"))];
        string[] settled = await (await FileAsync(rows)).SettledAsync(Nothing);
        Assert.Equal(Enumerable.Range(2, 40).SelectMany(row => new[]
        {
            $"{row} Rejected entry.reference-unknown", $"{row} Rejected entry.reference-unknown", $"{row} Rejected entry.reference-unknown", $"{row} Rejected entry.awarding-body-unknown",
        }), settled);
    }

    [Fact]
    public async Task SettleAsync_OrganisationsReferToEachOther_AreMetInTheFile()
    {
        JudgedFile file = await JudgedFile.OfAsync(Organisations, "localId,legalName@en,country,parent\nPT-A,A,PT,PT-B\nPT-B,B,PT,\nPT-C,C,PT,PT-X\nPT-D,D,PT,PT-C\n");
        Assert.Equal(["4 Rejected organisation.parent-unknown", "5 Rejected entry.reference-rejected 4"], await file.SettledAsync(Nothing));
        Assert.Empty(await file.SettledAsync(new KnownIds("PT-X")));
    }

    [Fact]
    public async Task SettleAsync_LongChainBackwards_IsSettled()
    {
        // Each row refers to the next one, and only the last is bad: looked through once per link this would take hours.
        const int rows = 20_000;
        JudgedFile file = await JudgedFile.OfAsync(Catalogue, Files.Of(Enumerable.Range(0, rows).Select(i => Files.Row($"U-{i}", partOf: $"U-{i + 1}")).Append(Files.Row($"U-{rows}", hours: "x"))), chunkRows: 10_000);
        Settlement settlement = await file.SettleAsync(Nothing);
        Assert.Equal(rows, settlement.Rows.Count);
        Assert.Equal(Enumerable.Range(2, rows), settlement.Rows.Select(r => r.Row));
        Assert.All(settlement.Rows, r => Assert.Equal(((r.Row + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), Disposition.Rejected), (r.Detail, r.Disposition)));
    }

    [Fact]
    public async Task SettleAsync_SeveralPasses_GiveWhatOneGives()
    {
        for (int seed = 0; seed < 12; seed++)
        {
            JudgedFile file = await JudgedFile.OfAsync(Catalogue, Files.Of(RandomRows(new Random(seed), 120)), chunkRows: 17);
            Settlement once = await file.SettleAsync(Nothing);
            Assert.NotEmpty(once.Rows);
            foreach (int keys in new[] { 1, 3, 10, 59, 119, 120 })
                Assert.Equal(once.Rows, (await file.SettleAsync(Nothing, keys)).Rows);
        }
    }

    [Fact]
    public async Task SettleAsync_RandomFiles_AreTheModel()
    {
        for (int seed = 100; seed < 130; seed++)
        {
            string[] rows = [.. RandomRows(new Random(seed), 60)];
            JudgedFile file = await JudgedFile.OfAsync(Catalogue, Files.Of(rows), chunkRows: 11);
            ILookup<int, SettledRow> settled = (await file.SettleAsync(Nothing)).ByRow();
            Disposition[] actual = [.. file.Chunks.SelectMany(c => c.Rows).Select(r => settled[r.Row].Select(s => s.Disposition).Append(r.Disposition).MaxBy(Weight))];
            Assert.Equal(Model(rows), actual);
        }
    }

    static int Weight(Disposition disposition) => disposition switch { Disposition.Rejected => 3, Disposition.Repeated => 2, Disposition.Held => 1, _ => 0 };

    static IEnumerable<string> RandomRows(Random random, int count) => Enumerable.Range(0, count).Select(_ => Files.Row(
        $"U-{random.Next(count)}",
        random.Next(6) == 0 ? "Other" : "Welding",
        random.Next(3) == 0 ? string.Join('|', Enumerable.Range(0, random.Next(1, 3)).Select(_ => $"U-{random.Next(count + 3) + 1000 * random.Next(0, 40) / 39}").Distinct()) : "",
        hours: random.Next(12) == 0 ? "x" : "25"));

    /// <summary>The rules once more, without regard to memory or time.</summary>
    static Disposition[] Model(string[] rows)
    {
        string[][] cells = [.. rows.Select(r => r.Split(','))];
        string[] ids = [.. cells.Select(c => c[0])];
        // An entry that names itself is rejected by its own row.
        bool[] bad = [.. cells.Select(c => c[3] == "x" || c[5].Split('|').Contains(c[0]))];
        bool[] rejected = [.. rows.Select((row, i) => bad[i] || Enumerable.Range(0, rows.Length).Any(other => ids[other] == ids[i] && (bad[other] || rows[other] != row)))];
        for (bool again = true; again;)
        {
            again = false;
            for (int i = 0; i < rows.Length; i++)
            {
                if (rejected[i] || cells[i][5].Length == 0) continue;
                if (!cells[i][5].Split('|').Any(target => Array.IndexOf(ids, target) is var at && (at < 0 || rejected[at]))) continue;
                rejected[i] = again = true;
            }
        }

        return [.. rows.Select((_, i) => rejected[i] ? Disposition.Rejected : Array.IndexOf(ids, ids[i]) < i ? Disposition.Repeated : Disposition.Accepted)];
    }
}
