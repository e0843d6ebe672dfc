using System.Text;
using Hub.Learners;
using Hub.Learners.Achievements;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Support;

/// <summary>Achievements of invented people. Everything that says who somebody is holds the mark, so that it can be looked for.</summary>
static class Achieved
{
    public const string Mark = "MARKED";

    public const string Header = "localId,learnerScheme,learnerId,learnerFamilyName,title@pt,awardedOn,issuedOn,learningOutcomes@pt,creditSystem,creditPoints,workloadHours,hoursKind,eqfLevel,assessmentTypes,modes,qualityAssurance,grade,evidenceUrl,status,notes\n";

    public static string Row(string localId, string learner, string title = "Dados", string awardedOn = "2025-06-01", string status = "", string scheme = "NIF") =>
        $"{localId},{scheme},{Mark}-{learner},{Mark} Silva {learner},{title},{awardedOn},{awardedOn},Ler dados,ECTS,2,54,notional,5,written,online,programme,{Mark} 17,https://example.org/{Mark}/{learner},{status},{Mark} note\n";

    public static Task<Submission> AchieveAsync(this TestHub hub, params string[] rows) => hub.SubmitAsync(Header + string.Concat(rows), kind: AchievementKind.KindName);

    public static string Id(string localId) => $"{TestHub.School}~{localId}";

    /// <summary>The learner an achievement lies with.</summary>
    public static async Task<LearnerReference> LearnerOfAsync(this TestHub hub, string localId) => (await hub.LearnerRecords.LearnerOfAsync(Id(localId), TestHub.Cancel))!.Value;

    public static async Task<string?> OpenedAsync(this TestHub hub, string localId) =>
        await hub.LearnerRecords.FindAsync(Id(localId), TestHub.Cancel) is { } record ? Encoding.UTF8.GetString(record.Json.Span) : null;

    /// <summary>Public ids of a learner's achievements, as the school reads them; the problem's code where it does not.</summary>
    public static async Task<string> ListAsync(this TestHub hub, LearnerReference reference, Caller? caller = null)
    {
        Result<IReadOnlyList<ListedRecord>> found = await hub.ReadLearner.HandleAsync(caller ?? TestHub.CallerOf(TestHub.School), reference, TestHub.Cancel);
        return found.Problem?.Code ?? string.Join(' ', found.Value.Select(r => r.Id[(TestHub.School.Value.Length + 1)..]));
    }

    /// <summary>Files under the folder that hold the mark, in the encodings text is stored in.</summary>
    public static IEnumerable<string> FilesWith(string folder, string mark)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(mark), Encoding.Unicode.GetBytes(mark), Encoding.UTF8.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(mark))[..7])];
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "hub.lock"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            if (Array.Exists(forms, form => bytes.AsSpan().IndexOf(form) >= 0)) yield return file;
        }
    }
}
