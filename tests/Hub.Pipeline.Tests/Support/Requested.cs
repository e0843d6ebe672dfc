using Hub.Recognition.Cases;
using Hub.Recognition.Requests.Files;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Support;

/// <summary>Files of requests for recognition about the invented people of <see cref="Achieved"/>.</summary>
static class Requested
{
    public const string Header = "localId,learnerScheme,learnerId,route,target,achievements,institution,language,contact\n";

    public static string Row(string localId, string learner = "1", string achievements = "A-1", string target = "U-1", string route = "unit-equivalence", string institution = "") =>
        $"{localId},NIF,{Achieved.Mark}-{learner},{route},{target},{achievements},{institution},pt,{Achieved.Mark}@example.org\n";

    /// <summary>A hub whose school has published a unit and awarded an achievement to each of two learners.</summary>
    public static async Task<TestHub> OpenAsync(TemporaryFolder folder, Formats.Csv.CsvLimits? limits = null)
    {
        TestHub hub = await TestHub.OpenWithSchoolAsync(folder, limits);
        await hub.SubmitAsync(Files.Of(Files.Row("U-1", status: "published"), Files.Row("U-2", status: "draft")));
        await hub.AchieveAsync(Achieved.Row("A-1", "1"), Achieved.Row("A-2", "2"));
        await hub.PumpAsync();
        return hub;
    }

    public static Task<Submission> RequestAsync(this TestHub hub, params string[] rows) => hub.SubmitAsync(Header + string.Concat(rows), kind: FileRequestKind.KindName);

    /// <summary>The case a request became; null when it became none.</summary>
    public static async Task<RecognitionCase?> CaseAsync(this TestHub hub, string localId, OrganisationId? sender = null) =>
        await hub.Cases.Claims.FindAsync(sender ?? TestHub.School, localId, TestHub.Cancel) is { } id ? await hub.Cases.Store.FindAsync(id, TestHub.Cancel) : null;

    public static async Task<IReadOnlyList<RecognitionCase>> CasesAsync(this TestHub hub) => (await hub.Cases.Own.ListAsync(TestHub.School, null, null, 100, TestHub.Cancel)).Items;
}
