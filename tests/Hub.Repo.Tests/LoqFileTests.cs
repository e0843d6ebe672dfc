using Hub.Benchmarks;
using Hub.Catalogue;
using Hub.Formats;
using Hub.Rules;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Submissions.Layout;

namespace Hub.Repo.Tests;

/// <summary>The large file of the European Learning Model that benchmarks are run on: all of it is read, and nothing is wrong with it.</summary>
public sealed class LoqFileTests
{
    const int Entries = 300;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Write_Twice_GivesTheSameBytesOfTheStatedSize()
    {
        using MemoryStream one = new(), two = new();
        LoqFile.Write(one, Entries);
        LoqFile.Write(two, Entries);
        Assert.Equal(one.ToArray(), two.ToArray());
        Assert.InRange(one.Length / (double)Entries, LoqFile.EntryBytes * 0.9, LoqFile.EntryBytes * 1.1);
    }

    [Fact]
    public async Task Check_OfTheFile_AcceptsAllOfIt()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".xml");
        try
        {
            await using (FileStream file = File.Create(path)) LoqFile.Write(file, Entries);
            var prepare = new PrepareBody(SubmissionFormats.All, ColumnSynonyms.LoadDefault(), []);
            var handler = new CheckFileHandler(new RecordKinds([new CatalogueKind()]), prepare, Rulesets.LoadDefault(), Vocabularies.LoadDefault());
            using var findings = new MemoryStream();
            Result<CheckFileResult> result = await handler.HandleAsync(new CheckFileCommand(path, CatalogueKind.KindName, OrganisationId.Parse("PT-1"), "PT", new DateOnly(2026, 11, 1)), findings, null, Cancel);
            Assert.Equal((Entries, Entries), (result.Value.Totals.Rows, result.Value.Totals.Accepted));
            Assert.DoesNotContain("\"row\":1,", System.Text.Encoding.UTF8.GetString(findings.ToArray()), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
