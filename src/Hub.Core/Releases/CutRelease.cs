using System.Globalization;
using Hub.Feed;
using Hub.Releases.Gone;
using Hub.Releases.TakeDowns;
using Hub.Submissions;
using Hub.Submissions.Layout;

namespace Hub.Releases;

/// <summary>
/// Publishes the catalogue as it stands at one point of the feed. Everything is written beside what is public already;
/// <c>latest.json</c> is switched last, so a cut that fails or is killed leaves the last release in place.
/// </summary>
public sealed class CutReleaseHandler(ReleaseFiles files, ReleaseSwitch pointing, ReleaseStore releases, Sequencer sequencer, FeedReader feed, RecordKinds kinds, WholeApplies wholes, WithdrawReleaseFiles withdraw, TidyReleases tidy, TimeProvider clock)
{
    /// <summary>How long a cut waits for files that are being applied as a whole.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(5);

    /// <summary>After this it is worth trying again.</summary>
    public static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(1);

    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    public const string License = "https://creativecommons.org/licenses/by/4.0/";

    /// <summary>The new release; the newest one again when nothing has changed since. A problem when files are being applied as a whole all the time.</summary>
    public Task<Result<ReleaseSummary>> HandleAsync(CancellationToken cancel) => HandleAsync(UsualPatience, cancel);

    /// <param name="patience">How long to wait for files that are being applied as a whole.</param>
    public async Task<Result<ReleaseSummary>> HandleAsync(TimeSpan patience, CancellationToken cancel)
    {
        (ReleaseSummary Release, string ETag)? newest = await releases.NewestAsync(cancel);
        if (await DrainAsync(patience, cancel) is not { } sequence) return ReleaseProblems.Busy();
        if (newest is { } same && same.Release.Sequence == sequence)
        {
            // A cut killed before its last steps is completed here.
            await ShowAsync(same.Release, cancel);
            return same.Release;
        }

        // Whole seconds, as in the id: two cuts of one id write the same manifest, so each other's signature fits it.
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        string id = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd'T'HHmmss'Z'}-{sequence:D9}");
        var previous = newest is { } n ? new ReleaseRef(n.Release.Id, n.Release.Sequence) : null;
        if (await WriteAsync(new ReleaseManifest(id, now, sequence, previous, License, new Dictionary<string, long>(), []), newest?.Release, cancel) is not { } manifest) return await HandleAsync(patience, cancel);
        await pointing.SignAsync(manifest, cancel);
        await files.WriteSiteAsync(manifest, cancel);

        var release = new ReleaseSummary(id, sequence, now, manifest.Counts);
        if (!await releases.AddAsync(release, newest?.ETag, cancel)) return (await releases.NewestAsync(cancel))!.Value.Release;
        await ShowAsync(release, cancel);
        return release;
    }

    /// <summary>Null when another cut has published meanwhile and cleared the files of the one before that were taken down: then once more, from the newer.</summary>
    async Task<ReleaseManifest?> WriteAsync(ReleaseManifest begun, ReleaseSummary? newest, CancellationToken cancel)
    {
        try
        {
            return await files.WriteAsync(begun, newest, cancel);
        }
        catch (ReleaseFileGoneException)
        {
            if ((await releases.NewestAsync(cancel))?.Release.Id == newest?.Id) throw;
            return null;
        }
    }

    /// <summary>What was taken down while the release was written is withdrawn before anything points at it.</summary>
    async Task ShowAsync(ReleaseSummary release, CancellationToken cancel)
    {
        await withdraw.WithdrawAsync(release, cancel);
        await pointing.PointAtNewestAsync(cancel);
        await tidy.HandleAsync(cancel);
    }

    /// <summary>
    /// The end of the feed at a moment when no file that counts as a whole was half applied: none was under way before all changes
    /// were sequenced, and none began meanwhile. Null when there was no such moment.
    /// </summary>
    async Task<long?> DrainAsync(TimeSpan patience, CancellationToken cancel)
    {
        for (int looks = (int)(patience / BetweenLooks); looks >= 0; looks--)
        {
            if (await wholes.QuietAsync(cancel) is not { } quiet)
            {
                await Task.Delay(BetweenLooks, cancel);
                continue;
            }

            foreach (string name in kinds.Tables) await sequencer.DrainAsync(name, cancel);
            long sequence = await feed.LastAsync(cancel);
            if (await wholes.QuietAsync(cancel) == quiet) return sequence;
        }

        return null;
    }
}

/// <summary>Refusals of this slice. Codes are public contract.</summary>
public static class ReleaseProblems
{
    public static Problem Busy() => new(ProblemKind.Unavailable, "release.busy", "No release can be cut at the moment.",
        "A file that counts as a whole is being applied, and a release holds all of it or nothing. Nothing was published; try again.");
}
