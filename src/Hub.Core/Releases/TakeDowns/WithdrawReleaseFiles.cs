using Hub.Feed;
using Hub.Ports;
using Hub.Records;
using Hub.Releases.Gone;
using Hub.Submissions.Layout;

namespace Hub.Releases.TakeDowns;

/// <summary>Finds the releases that have a record that was taken down, and withdraws the files of them it stands in.</summary>
public sealed class WithdrawReleaseFiles(IBlobs blobs, RecordTable records, RecordKinds kinds, FeedReader feed, ReleaseStore releases, TakeDownStore takeDowns, GoneFileStore gone)
{
    const int MostVersions = 1000;

    /// <summary>From all releases there are.</summary>
    public async Task WithdrawAsync(TakeDown takeDown, CancellationToken cancel)
    {
        List<ReleaseSummary> all = await releases.AllAsync(cancel);
        List<RecordMoment> history = await HistoryAsync(takeDown, cancel);
        foreach (ReleaseSummary release in all) await WithdrawAsync(takeDown, release, history, cancel);
    }

    /// <summary>From a release that was cut while orders were carried out: those whose tombstone came after it.</summary>
    public async Task WithdrawAsync(ReleaseSummary release, CancellationToken cancel)
    {
        foreach (IRecordKind kind in kinds.Public)
        {
            var later = new List<TakeDown>();
            await foreach (TakeDown takeDown in takeDowns.ListAsync(kind.Name, cancel))
                if (takeDown.IsDown && (takeDown.Sequence ?? long.MaxValue) > release.Sequence) later.Add(takeDown);
            foreach (TakeDown takeDown in later) await WithdrawAsync(takeDown, release, await HistoryAsync(takeDown, cancel), cancel);
        }
    }

    async Task WithdrawAsync(TakeDown takeDown, ReleaseSummary release, List<RecordMoment> history, CancellationToken cancel)
    {
        int last = history.FindLastIndex(h => h.Sequence <= release.Sequence);
        if (last < 0 || !history[last].IsShown || await ReleaseManifest.FindAsync(blobs, release.Id, cancel) is not { } manifest) return;
        string table = kinds.Get(takeDown.Kind).Table;
        bool isInDelta = !history[last].IsKnown || history[last].Sequence > (manifest.Previous?.Sequence ?? 0);
        GoneFile[] files = [.. manifest.Files.Where(f => Holds(f.Name, table, isInDelta)).Select(f => new GoneFile(f.Name, GoneReason.TakenDown, takeDown.Why, takeDown.At))];
        await gone.AddAsync(release.Id, files, cancel);
        if ((await releases.NewestAsync(cancel))?.Release.Id != release.Id) return;
        // The copies at addresses that stay are of the newest; the next release writes them again.
        var copies = new List<string>();
        await foreach (BlobProperties copy in blobs.ListAsync(ReleasePaths.StableLoqRoot, cancel)) copies.Add(copy.Name);
        foreach (string copy in copies) await blobs.DeleteAsync(copy, cancel);
    }

    /// <summary>Files that are made from the records of a table; those left out of LOQ are named by their ids alone.</summary>
    static bool Holds(string file, string table, bool isInDelta) => file switch
    {
        ReleasePaths.DeltaName => isInDelta,
        ReleasePaths.SearchName or ReleasePaths.LoqName => table == "entries",
        _ => file == ReleasePaths.FullName(table) || file == ReleasePaths.TableName(table) || (table == "entries" && file.StartsWith("loq-", StringComparison.Ordinal) && file.EndsWith(".gz", StringComparison.Ordinal)),
    };

    /// <summary>The record's versions by their numbers in the feed. One whose number can not be found counts from the one before when it was shown, and not at all when it hid the record: rather a file too many than one too few.</summary>
    async Task<List<RecordMoment>> HistoryAsync(TakeDown takeDown, CancellationToken cancel)
    {
        string table = kinds.Get(takeDown.Kind).Table;
        var history = new List<RecordMoment>();
        long last = 0;
        for (IReadOnlyList<StoredRecord> page = []; ;)
        {
            page = await records.SupersededAsync(table, takeDown.Id, page.Count == 0 ? 0 : page[^1].Stamp.Version, MostVersions, cancel);
            foreach (StoredRecord version in page) await AddAsync(version.Stamp);
            if (page.Count < MostVersions) break;
        }

        if (await records.FindAsync(table, takeDown.Id, cancel) is { } current) await AddAsync(current.Stamp);
        return history;

        async Task AddAsync(RecordStamp stamp)
        {
            long? sequence = stamp.WrittenAt is { } at ? await feed.SequenceOfAsync(table, takeDown.Id, stamp.Version, at, cancel) : null;
            last = Math.Max(last, sequence ?? last);
            bool isShown = stamp.Visibility == Visibility.Public;
            if (sequence is not null || isShown) history.Add(new RecordMoment(last, sequence is not null, isShown));
        }
    }
}

/// <summary>A version of a record on its way through the feed.</summary>
/// <param name="IsKnown">Whether the number is its own; else it came at that number or later.</param>
readonly record struct RecordMoment(long Sequence, bool IsKnown, bool IsShown);
