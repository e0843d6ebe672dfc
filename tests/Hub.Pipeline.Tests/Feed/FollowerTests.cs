using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hub.Feed;
using Hub.Pipeline.Tests.Releases;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Releases;
using Hub.Releases.TakeDowns;

namespace Hub.Pipeline.Tests.Feed;

/// <summary>Whoever takes any release and follows the feed from it has in the end what the full release of the end has.</summary>
public sealed class FollowerTests
{
    public enum Act
    {
        Put,
        Withdraw,
        TakeDown,
        Lift,
        Sequence,
        Cut,
    }

    const int Records = 6;

    static readonly Gen<(Act Act, int Record)[]> Histories =
        (from act in Gen.Frequency((6, Gen.Constant(Act.Put)), (2, Gen.Constant(Act.Withdraw)), (2, Gen.Constant(Act.TakeDown)), (2, Gen.Constant(Act.Lift)), (1, Gen.Constant(Act.Sequence)), (2, Gen.Constant(Act.Cut)))
         from record in Gen.Choose(0, Records - 1)
         select (act, record)).ArrayOf();

    [Fact]
    public void Follower_AnyHistory_HasWhatTheLastReleaseHas() => Prop.ForAll(Histories.ToArbitrary(), history => RunAsync(history).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(25).WithEndSize(40));

    static async Task RunAsync((Act Act, int Record)[] history)
    {
        using var folder = new TemporaryFolder();
        using TestHub hub = TestHub.Open(folder);
        var files = new PublicFiles(folder);
        var releases = new List<string>();
        foreach ((Act act, int record) in history.Append((Act.Cut, 0)))
        {
            hub.Clock.Advance(TimeSpan.FromSeconds(1));
            await DoAsync(hub, act, Entries.Id($"{record}"), releases);
        }

        SortedDictionary<string, string> end = files.Records(releases[^1], "entries");
        Assert.True((await files.VerifyAsync(hub, releases[^1])).Ok);
        foreach (string release in releases.Distinct())
        {
            // Files of a release may be withdrawn: then there is nothing to begin with.
            if (files.Read(release, "entries.ndjson.gz") is null) continue;
            Assert.Equal(end, await FollowAsync(hub, files.Records(release, "entries"), files.Manifest(release).Sequence));
        }

        Assert.Equal(end, await FollowAsync(hub, [], 0));
    }

    static async Task DoAsync(TestHub hub, Act act, string id, List<string> releases)
    {
        switch (act)
        {
            case Act.Put:
                await hub.Records.WriteAsync(Entries.Write(id, $"{hub.Clock.GetUtcNow():O}"));
                break;
            case Act.Withdraw:
                await hub.Records.WriteAsync(Entries.Write(id, "withdrawn", Visibility.Hidden));
                break;
            case Act.TakeDown:
                await hub.TakeDown.HandleAsync(TestHub.Publisher, new OrderTakeDownCommand("catalogue", id, "because", "of the law"), TestHub.Cancel);
                break;
            case Act.Lift:
                await hub.TakeDown.LiftAsync(TestHub.Publisher, "catalogue", id, TestHub.Cancel);
                break;
            case Act.Sequence:
                await hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
                break;
            default:
                releases.Add((await hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id);
                break;
        }
    }

    /// <summary>As a client does it: pages of changes, and a look at every record that is not said to be gone.</summary>
    static async Task<SortedDictionary<string, string>> FollowAsync(TestHub hub, SortedDictionary<string, string> state, long after)
    {
        state = new SortedDictionary<string, string>(state, StringComparer.Ordinal);
        for (long next = after; ; after = next)
        {
            (IReadOnlyList<FeedChange> changes, next) = await hub.Feed.PageAsync(after, 3, TestHub.Cancel);
            foreach (FeedChange change in changes)
            {
                StoredRecord? record = change.Operation == FeedOperation.Delete ? null : await hub.Records.FindAsync(change.Table, change.Id, TestHub.Cancel);
                if (record is { Stamp.Visibility: Visibility.Public }) state[change.Id] = Encoding.UTF8.GetString(PublicRecord.Line(change.Id, record).Span);
                else state.Remove(change.Id);
            }

            if (next == after) return state;
        }
    }
}
