using System.Text;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Catalogue;

/// <summary>Places of outcomes in all the forms they come in.</summary>
public sealed class OutcomeFormatTests
{
    const string Skill = "http://data.europa.eu/esco/skill/5da42fa3-1d8b-4e5e-9f0f-3f3e7c2f3a11";

    [Fact]
    public async Task Submit_CsvNdjsonAndBatch_StoreTheSameLists()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        const string Entry = """ "kind":"unit","title":{"en":"T"},"learningOutcomes":{"en":["a","b","c"]},"learningOutcomeTypes":[null,"skill",null],"learningOutcomeSkills":["SKILL",null,null]} """;
        string json = Entry.Replace("SKILL", Skill, StringComparison.Ordinal);
        Submission csv = await hub.SubmitAsync($"localId,kind,title@en,learningOutcomes@en,learningOutcomeTypes,learningOutcomeSkills\nC,unit,T,a|b|c,|skill|,{Skill}||\n");
        Submission lines = await hub.SubmitAsync("{\"localId\":\"N\"," + json + "\n{\"localId\":\"M\"," + json + "\n");
        Result<BatchResult> batch = await hub.Batch.HandleAsync(TestHub.CallerOf(TestHub.School), new ApplyBatchCommand(TestHub.School, "catalogue", Encoding.UTF8.GetBytes("[{\"localId\":\"B\"," + json + "]"), null), TestHub.Cancel);
        Assert.Equal((1, 2, BatchOutcome.Accepted), (csv.Totals!.Accepted, lines.Totals!.Accepted, Assert.Single(batch.Value.Items).Outcome));
        SortedDictionary<string, StoredRecord> records = await hub.RecordsAsync();
        string[] stored = [.. records.Values.Select(r => Encoding.UTF8.GetString(r.Json.Span)[15..])];
        Assert.Equal(4, stored.Length);
        Assert.Single(stored.Distinct());
        Assert.Contains($"\"learningOutcomeTypes\":[null,\"skill\",null],\"learningOutcomeSkills\":[\"{Skill}\",null,null]", stored[0], StringComparison.Ordinal);
    }
}
