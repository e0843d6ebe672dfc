using Hub.Catalogue.Links;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Catalogue;

public sealed class StructureTests : IAsyncLifetime
{
    const string Header = "localId,kind,title@en,partOf,relativeWeight,creditSystem,creditPoints,derivedFrom,workloadHours,status\n";

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;
    ReadStructureHandler _structure = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.OpenWithSchoolAsync(_folder);
        _structure = new ReadStructureHandler(_hub.Tables, _hub.Linked);
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<EntryStructure?> OfAsync(string localId) => await _structure.HandleAsync(Entries.Id(localId), TestHub.Cancel);

    async Task SubmitAsync(params string[] rows)
    {
        Submission ended = await _hub.SubmitAsync(Header + string.Concat(rows.Select(r => r + "\n")));
        Assert.True(ended.Totals!.Rejected == 0, await _hub.FindingsAsync(ended));
    }

    [Fact]
    public async Task HandleAsync_UnitsOfAQualification_ComeWithWeightsAndSums()
    {
        await SubmitAsync("Q,qualification,Welder,,,ECVET,60,,,", "U1,unit,One,Q,60,ECVET,35.75,,100,", "U2,unit,Two,Q,40,ECVET,24.25,,50,", "M,module,Small,U1,,,,P,,", "P,programme,Long,,,,,,,");
        EntryStructure structure = (await OfAsync("Q"))!;
        Assert.Equal([("One", 60m, 35.75m), ("Two", 40m, 24.25m)], structure.Parts.Select(p => (p.Title["en"], p.RelativeWeight!.Value, p.CreditPoints!.Value)).Order());
        Assert.Equal((2, 100m, 150m), (structure.Totals.Parts, structure.Totals.RelativeWeight, structure.Totals.WorkloadHours));
        Assert.Equal([new CreditTotal("ECVET", 60, 2)], structure.Totals.Credits);
        Assert.Empty(structure.Problems);
        Assert.Equal("60", structure.Totals.Credits[0].CreditPoints.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Empty(structure.StacksInto);

        EntryStructure micro = (await OfAsync("M"))!;
        Assert.Equal([(1, "U1", "M"), (2, "Q", "U1")], micro.StacksInto.Select(s => (s.Depth, s.Entry.Id.Split('~')[1], Assert.Single(s.Through).Split('~')[1])));
        Assert.True(micro.IsWholePath);
        Assert.Equal([Entries.Id("P")], micro.DerivedFrom.Select(e => e.Id));
        Assert.Equal([Entries.Id("M")], (await OfAsync("P"))!.Derived.Select(e => e.Id));
    }

    [Fact]
    public async Task HandleAsync_PartsThatExceedTheWhole_AreNamed()
    {
        await SubmitAsync("Q,qualification,Welder,,,ECVET,60,,,", "U1,unit,One,Q,70,ECVET,50,,,", "U2,unit,Two,Q,40,ECVET,24,,,", "U3,unit,Three,Q,,ECTS,5,,,");
        IReadOnlyList<StructureProblem> problems = (await OfAsync("Q"))!.Problems;
        Assert.Equal(["structure.weights-exceed-whole", "structure.points-exceed-whole", "structure.credit-systems-differ", "structure.points-unlike-weight"], problems.Select(p => p.Code));
        Assert.Contains("110 per cent", problems[0].Message, StringComparison.Ordinal);
        Assert.Equal([Entries.Id("U1"), Entries.Id("U2")], problems[1].Entries.Order());
        Assert.Equal([Entries.Id("U3")], problems[2].Entries);
        Assert.Equal([Entries.Id("U1")], problems[3].Entries);
    }

    [Fact]
    public async Task HandleAsync_Hidden_IsNotShownNeitherAboveNorBelow()
    {
        await SubmitAsync("Q,qualification,Welder,,,,,,,", "U,unit,One,Q,,,,,,", "D,unit,Draft,Q,,,,,,draft");
        Assert.Equal([Entries.Id("U")], (await OfAsync("Q"))!.Parts.Select(p => p.Id));
        Assert.Null(await OfAsync("D"));
        Assert.Null(await OfAsync("nothing"));
        await SubmitAsync("Q,qualification,Welder,,,,,,,withdrawn");
        EntryStructure unit = (await OfAsync("U"))!;
        Assert.Empty(unit.StacksInto);
        Assert.Equal(["structure.reference-not-public"], unit.Problems.Select(p => p.Code));
    }

    [Fact]
    public async Task HandleAsync_Circle_EndsAndIsNamed()
    {
        // Past the judgement, as two submissions at the same time could write it.
        await _hub.Records.WriteAsync(Part("A", "B"), Part("B", "C"), Part("C", "A"), Part("D", "A"));
        await _hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
        await _hub.Links.FollowAsync(TestHub.Cancel);
        EntryStructure structure = (await OfAsync("A"))!;
        Assert.Equal([Entries.Id("B"), Entries.Id("C")], structure.StacksInto.Select(s => s.Entry.Id));
        StructureProblem circle = Assert.Single(structure.Problems);
        Assert.Equal(("structure.circle", Entries.Id("A"), 3), (circle.Code, circle.Entries[0], circle.Entries.Count));
        Assert.Empty((await OfAsync("D"))!.Problems);
        Assert.Equal([Entries.Id("C"), Entries.Id("D")], structure.Parts.Select(p => p.Id));

        static RecordWrite Part(string localId, string whole)
        {
            RecordWrite write = Entries.Write(Entries.Id(localId), localId);
            byte[] json = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(write.Json.Span)[..^1] + $",\"partOf\":[\"{Entries.Id(whole)}\"]}}");
            return write with { Json = json };
        }
    }

    [Fact]
    public async Task HandleAsync_ManyPartsAndLongWays_AreBounded()
    {
        await SubmitAsync(["Q,qualification,Welder,,,,,,,", .. Enumerable.Range(0, 230).Select(i => $"U{i},unit,Unit {i},Q,,,,,,")]);
        EntryStructure structure = (await OfAsync("Q"))!;
        Assert.Equal(200, structure.Parts.Count);
        Assert.StartsWith("/v1/catalogue/PT-ESCOLA~Q/parts?after=", structure.MoreParts, StringComparison.Ordinal);
        await SubmitAsync([.. Enumerable.Range(0, 14).Select(i => $"L{i},unit,Level {i},{(i == 0 ? "Q" : $"L{i - 1}")},,,,,,")]);
        EntryStructure deep = (await OfAsync("L13"))!;
        Assert.False(deep.IsWholePath);
        Assert.Equal(10, deep.StacksInto.Count);
        Assert.True((await OfAsync("L3"))!.IsWholePath);
    }
}
