using System.Text;
using Hub.Organisations;
using Hub.Rules;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Submissions.Layout;

namespace Hub.Formats.Tests;

/// <summary>The head of a file is judged as far as it goes, whatever comes after it.</summary>
public sealed class RehearsalTests
{
    static readonly RehearseSubmission Rehearsal = new(RecordKinds.Default, new PrepareBody(SubmissionFormats.All, ColumnSynonyms.LoadDefault(), ColumnMaps.LoadDefault(null)),
        Rulesets.LoadDefault(), Vocabularies.LoadDefault(), TimeProvider.System);

    static Task<int> RowsAsync(byte[] body, string kind = "catalogue", string name = "file") =>
        Rehearsal.HandleAsync(new MemoryStream(body), kind, OrganisationId.Parse("PT-ESCOLA"), null, name, TestContext.Current.CancellationToken);

    static Task<int> RowsAsync(string body, string kind = "catalogue") => RowsAsync(Encoding.UTF8.GetBytes(body), kind);

    static string Csv(int rows) => "localId,title,kind\n" + string.Concat(Enumerable.Range(1, rows).Select(i => $"A-{i},A title of some length,course\n"));

    [Fact]
    public async Task ShortFile_IsJudgedWhole() => Assert.Equal(3, await RowsAsync(Csv(3)));

    [Fact]
    public async Task LongFile_IsJudgedUpToItsLastWholeLineWithin64Kib()
    {
        string file = Csv(10_000);
        int whole = file[..(64 * 1024)].Count(c => c == '\n') - 1;
        Assert.Equal(whole, await RowsAsync(file));
    }

    [Theory]
    [InlineData("organisations", "id,name,country\nPT-X,X,PT\n", 1)]
    [InlineData("achievements", "learner.givenName,achievement\nAna,X\n", 0)]
    [InlineData("catalogue", "{\"localId\":\"a\",\"title\":\"b\"}\n{\"localId\":\"c\"\n", 2)]
    [InlineData("catalogue", "", 0)]
    [InlineData("catalogue", "no line ends", 0)]
    [InlineData("nothing", "localId,title\na,b\n", 0)]
    public async Task OtherFiles_AreJudgedAsFarAsTheyAreFiles(string kind, string body, int rows) => Assert.Equal(rows, await RowsAsync(body, kind));

    [Fact]
    public async Task CutArchive_IsLeftToTheRealJudgement()
    {
        byte[] archive = [0x50, 0x4b, 3, 4, .. new byte[100_000]];
        archive[5000] = (byte)'\n';
        Assert.Equal(0, await RowsAsync(archive, name: "file.xlsx"));
    }
}
