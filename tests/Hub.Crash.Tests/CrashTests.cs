using System.Globalization;
using Hub.Crash.Tests.Play;

namespace Hub.Crash.Tests;

/// <summary>
/// Nothing that the hub acknowledged is lost or doubled, however often its process is killed. <c>HUB_CRASH_RUNS</c> says how many
/// kills, ten a day; <c>HUB_CRASH_SEED</c> plays one day again.
/// </summary>
public sealed class CrashTests
{
    const int DefaultRuns = 60;

    public static TheoryData<int> Seeds => Number("HUB_CRASH_SEED") is { } seed
        ? [seed]
        : [.. Enumerable.Range(1, ((Number("HUB_CRASH_RUNS") ?? DefaultRuns) + Day.KillsPerDay - 1) / Day.KillsPerDay)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Day_OfManyKills_LosesAndDoublesNothing(int seed) => await new Day(seed, Day.KillsPerDay).PlayAsync(TestContext.Current.CancellationToken);

    /// <summary>What the harness expects does not come from the faults: an undisturbed day is the same.</summary>
    [Fact]
    public async Task Day_WithoutKills_IsAsExpected() => await new Day(seed: 1, kills: 0).PlayAsync(TestContext.Current.CancellationToken);

    static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
