using System.Text;
using Hub.Learners.Achievements;
using static Hub.Formats.Tests.Elmo.ElmoText;

namespace Hub.Formats.Tests.Elmo;

/// <summary>Transcripts taken through the whole of <c>hub check</c>.</summary>
public sealed class ElmoCheckTests
{
    const string At = "/elmo/report[1]/learningOpportunitySpecification[1]";

    static Task<CheckedFile> CheckAsync(string text) => CheckedFile.OfAsync(Encoding.UTF8.GetBytes(text), "file.xml", kind: AchievementKind.KindName);

    [Fact]
    public async Task Course_WithWhatAnAchievementNeeds_IsAccepted()
    {
        CheckedFile file = await CheckAsync(File(Course("A", "<date>2025-06-30</date><status>passed</status><credit><scheme>ects</scheme><value>6</value></credit>")));
        Assert.Null(file.Problem);
        Assert.Equal((1, 1, 0), (file.Totals!.Rows, file.Totals.Accepted, file.Totals.Rejected));
    }

    [Fact]
    public async Task Findings_Always_HaveAPathAndNoPersonalValue()
    {
        string learner = Learner.Replace("1990-01-02", "secret day", StringComparison.Ordinal).Replace("nationalIdentifier", "secret scheme", StringComparison.Ordinal).Replace("type=\"esi\"", "type=\"secret scheme 2\"", StringComparison.Ordinal);
        CheckedFile file = await CheckAsync(File(Course("A", "<status>passed</status><credit><scheme>ects</scheme><value>0</value></credit>"), learner));
        Assert.Contains(file.Findings, f => (f.Code, f.Path) == ("achievement.birth-date-unreadable", "/elmo/learner/bday"));
        Assert.Contains(file.Findings, f => (f.Code, f.Path) == ("achievement.learner-scheme-invalid", "/elmo/learner/identifier/@type"));
        Assert.Contains(file.Findings, f => (f.Code, f.Path) == ("achievement.awarded-on-missing", At));
        Assert.Contains(file.Findings, f => (f.Code, f.Path) == ("achievement.credits-not-positive", At + "/specifies/learningOpportunityInstance/credit/value"));
        Assert.DoesNotContain(file.Findings, f => $"{f.Message}{f.Path}".Contains("ecret", StringComparison.Ordinal));
        Assert.NotEmpty(file.Errors);
    }

    [Fact]
    public async Task Transcript_WithoutAchievements_IsNoFault()
    {
        CheckedFile file = await CheckAsync(File(""));
        Assert.Equal((null, 0), (file.Problem, file.Totals!.Rows));
        Assert.Contains("elmo.report-empty", file.Codes);
    }

    [Fact]
    public async Task Kind_ThatTheFileDoesNotCarry_IsRefused() => Assert.Equal("submission.other-kind", (await CheckedFile.OfAsync(File(Course("A")), "file.xml")).Problem?.Code);

    [Fact]
    public async Task Published_Example_IsJudged()
    {
        string? path = UnitListTests.Published("elmo/elmo-example-v1.xml");
        Assert.SkipWhen(path is null, "The shared data is not beside the repository.");
        CheckedFile file = await CheckedFile.OfPathAsync(path!, "PL", AchievementKind.KindName);
        // The last course has no day, neither of its own nor of a term.
        Assert.Equal((4, 3, 1), (file.Totals!.Rows, file.Totals.Accepted, file.Totals.Rejected));
        Assert.Contains(file.Findings, f => (f.Row, f.Code, f.Severity) == (4, "achievement.awarded-on-missing", "reject"));
        Assert.DoesNotContain(file.Findings, f => f.Message.Contains("83041200000", StringComparison.Ordinal) || f.Message.Contains("Rygielski", StringComparison.Ordinal));
    }
}
