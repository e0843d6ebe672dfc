using System.Text;
using Hub.Benchmarks;
using Hub.Catalogue;
using Hub.Formats.Csv;
using Hub.Rules;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Submissions.Layout;

namespace Hub.Repo.Tests;

/// <summary>The files that benchmarks are run on: good rows have nothing to be said about, bad rows are rejected.</summary>
public sealed class CatalogueFileTests
{
    const int Rows = 2_000;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Write_Twice_GivesTheSameBytes()
    {
        using MemoryStream one = FileOf(2), two = FileOf(2);
        Assert.Equal(one.ToArray(), two.ToArray());
    }

    [Fact]
    public void Write_GoodRows_HaveAbout200Bytes()
    {
        using MemoryStream file = FileOf(0);
        Assert.InRange(file.Length / (double)Rows, 180, 220);
        Assert.Equal(Rows + 1, Encoding.UTF8.GetString(file.ToArray()).Count(c => c == '\n'));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 40)]
    [InlineData(100, Rows)]
    public async Task Check_OfTheFile_RejectsTheBadRowsOnly(int badPercent, int rejected)
    {
        Assert.Equal(rejected, CatalogueFile.BadRows(Rows, badPercent));
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using (FileStream stream = File.Create(path)) CatalogueFile.Write(stream, Rows, badPercent);
            using var findings = new MemoryStream();
            Result<CheckFileResult> result = await Handler().HandleAsync(new CheckFileCommand(path, CatalogueKind.KindName, OrganisationId.Parse("PT-BENCH"), "PT", new DateOnly(2026, 11, 1)), findings, null, Cancel);
            Assert.Null(result.Problem);
            Assert.Equal((Rows - rejected, rejected, rejected), (result.Value.Totals.Accepted, result.Value.Totals.Rejected, result.Value.Totals.Findings));
        }
        finally
        {
            File.Delete(path);
        }
    }

    static MemoryStream FileOf(int badPercent)
    {
        var stream = new MemoryStream();
        CatalogueFile.Write(stream, Rows, badPercent);
        return stream;
    }

    static CheckFileHandler Handler()
    {
        var kinds = new RecordKinds([new CatalogueKind()]);
        var prepare = new PrepareBody([new CsvFormat()], ColumnSynonyms.LoadDefault(), ColumnMaps.LoadDefault(null));
        return new CheckFileHandler(kinds, prepare, Rulesets.LoadDefault(), Vocabularies.LoadDefault());
    }
}
