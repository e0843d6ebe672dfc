using Hub.Learners;
using Hub.Pipeline.Tests.Support;
using Hub.Recognition.Cases;
using Hub.Recognition.Uses;

namespace Hub.Pipeline.Tests.Learners;

/// <summary>An achievement counts once for the same thing, however many cases ask at the same time.</summary>
public sealed class AchievementUsesTests
{
    static RecognitionCase CaseOf(string learner, int number, string target = "PT-X~U", params string[] achievements) =>
        new($"PT-X~2026~k{number}", "PT-ESCOLA", learner, "PT", "unit-equivalence", target, achievements.Length == 0 ? ["PT-ESCOLA~A", "PT-ESCOLA~B"] : achievements, "v", DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Reserve_HundredCasesAtOnce_OneHasIt()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        string learner = LearnerReference.New("0a").Value;
        var uses = new AchievementUses(hub.Tables, hub.Learners);
        // Half of them want one of the two achievements only.
        bool[] reserved = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => Task.Run(() => uses.ReserveAsync(CaseOf(learner, n, achievements: n % 2 == 0 ? ["PT-ESCOLA~A"] : ["PT-ESCOLA~A", "PT-ESCOLA~B"]), TestHub.Cancel))));
        int winner = Assert.Single(Enumerable.Range(0, 100), n => reserved[n]);
        Assert.True(await uses.ReserveAsync(CaseOf(learner, winner, achievements: winner % 2 == 0 ? ["PT-ESCOLA~A"] : ["PT-ESCOLA~A", "PT-ESCOLA~B"]), TestHub.Cancel));
    }

    [Fact]
    public async Task Release_ThenAnother_HasItAndAnotherTargetIsAnotherUse()
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        string learner = LearnerReference.New("0a").Value;
        var uses = new AchievementUses(hub.Tables, hub.Learners);
        RecognitionCase first = CaseOf(learner, 1), second = CaseOf(learner, 2);
        Assert.True(await uses.ReserveAsync(first, TestHub.Cancel));
        Assert.True(await uses.ReserveAsync(CaseOf(learner, 3, "PT-X~OTHER"), TestHub.Cancel));
        await uses.ConfirmAsync(first, TestHub.Cancel);
        await uses.ReleaseAsync(second, TestHub.Cancel);            // not its own
        Assert.False(await uses.ReserveAsync(second, TestHub.Cancel));
        await uses.ReleaseAsync(first, TestHub.Cancel);
        Assert.True(await uses.ReserveAsync(second, TestHub.Cancel));
    }
}
