using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hub.Feed;
using Hub.Ports;
using Hub.Releases.Descriptions;
using Hub.Submissions;
using Hub.Submissions.Layout;

namespace Hub.Releases;

/// <summary>
/// Publishes the catalogue as it stands at one point of the feed. Everything is written beside what is public already;
/// <c>latest.json</c> is switched last, so a cut that fails or is killed leaves the last release in place.
/// </summary>
public sealed class CutReleaseHandler(ITables store, IBlobs blobs, Sequencer sequencer, FeedReader feed, RecordKinds kinds, ISigner signer, IReleaseTable table, ReleaseStore releases, WholeApplies wholes, TimeProvider clock, ReleaseProfile? profile = null)
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
            await PointAtNewestAsync(same.Release, cancel);        // a cut killed before its last step is completed here
            return same.Release;
        }

        // Whole seconds, as in the id: two cuts of one id write the same manifest, so each other's signature fits it.
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        string id = string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd'T'HHmmss'Z'}-{sequence:D9}");
        var previous = newest is { } n ? new ReleaseRef(n.Release.Id, n.Release.Sequence) : null;
        ReleaseManifest manifest = await WriteFilesAsync(new ReleaseManifest(id, now, sequence, previous, License, new Dictionary<string, long>(), []), newest?.Release, cancel);
        await SignAsync(manifest, cancel);

        var release = new ReleaseSummary(id, sequence, now, manifest.Counts);
        if (!await releases.AddAsync(release, newest?.ETag, cancel)) return (await releases.NewestAsync(cancel))!.Value.Release;
        await PointAtNewestAsync(release, cancel);
        return release;
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

    async Task<ReleaseManifest> WriteFilesAsync(ReleaseManifest manifest, ReleaseSummary? newest, CancellationToken cancel)
    {
        IReadOnlyDictionary<string, ReleaseChanges> changes = await ReleaseChanges.CollectAsync(store, feed, kinds.Tables, manifest.Previous?.Sequence ?? 0, manifest.Sequence, cancel);
        var files = new List<ReleaseFile>();
        var tables = new List<ReleaseTable>();
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var writer = new ReleaseFileWriter(blobs, manifest.Release);
        foreach (IRecordKind kind in kinds.Public)
        {
            var columns = new TextColumns(kind);
            ReleaseFile full = await writer.WriteAsync(ReleasePaths.FullName(kind.Table), "application/x-ndjson", async (stream, stop) =>
            {
                await using LineReader? previous = await OpenPreviousAsync(newest, kind.Table, stop);
                return await ReleaseMerge.WriteAsync(previous, changes[kind.Table].ReadAsync(stop), stream, columns.Look, stop);
            }, cancel);
            files.Add(full);
            tables.Add(new ReleaseTable(kind.Table, columns.Columns()));
            files.Add(await WriteTableAsync(writer, manifest.Release, kind.Table, tables[^1].Columns, cancel));
            counts[kind.Table] = full.Rows;
        }

        if (manifest.Previous is not null) files.Add(await writer.WriteAsync(ReleasePaths.DeltaName, "application/x-ndjson", (stream, stop) => ReleaseDelta.WriteAsync(stream, changes, stop), cancel));
        var described = new DescribedRelease(manifest with { Counts = counts, Files = [.. files] }, tables, profile ?? new ReleaseProfile());
        foreach (ReleaseDescription description in ReleaseDescriptions.Of(described)) files.Add(await writer.WriteAsync(description.Name, description.MediaType, description.Bytes, cancel));
        return described.Manifest with { Files = files };
    }

    /// <summary>Null only for a dataset that the previous release did not have: a file that is gone must not make an empty one.</summary>
    async Task<LineReader?> OpenPreviousAsync(ReleaseSummary? previous, string dataset, CancellationToken cancel)
    {
        if (previous is null || !previous.Counts.ContainsKey(dataset)) return null;
        Stream stream = await blobs.OpenReadAsync(ReleasePaths.Of(previous.Id, ReleasePaths.FullName(dataset)), 0, null, cancel)
            ?? throw new InvalidDataException($"{dataset} of {previous.Id} is gone.");
        return new LineReader(new GZipStream(stream, CompressionMode.Decompress));
    }

    async Task<ReleaseFile> WriteTableAsync(ReleaseFileWriter writer, string release, string dataset, IReadOnlyList<ReleaseColumn> columns, CancellationToken cancel) =>
        await writer.WriteAsync(ReleasePaths.TableName(dataset), "text/csv", async (stream, stop) =>
        {
            Stream full = await blobs.OpenReadAsync(ReleasePaths.Of(release, ReleasePaths.FullName(dataset)), 0, null, stop) ?? throw new InvalidDataException($"{dataset} of {release} is gone.");
            await using var lines = new GZipStream(full, CompressionMode.Decompress);
            return await table.WriteAsync(lines, stream, columns, stop);
        }, cancel);

    async Task SignAsync(ReleaseManifest manifest, CancellationToken cancel)
    {
        byte[] bytes = manifest.ToBytes();
        string jws = await Jws.SignAsync(signer, ReleaseManifest.MediaType, bytes, cancel);
        byte[] keys = JsonSerializer.SerializeToUtf8Bytes(Jwks.Of(await signer.KeysAsync(cancel)), HubJson.Options);
        await PutAsync(ReleasePaths.Of(manifest.Release, ReleaseManifest.FileName), bytes, cancel);
        await PutAsync(ReleasePaths.Of(manifest.Release, ReleaseManifest.SignatureName), Encoding.ASCII.GetBytes(jws), cancel);
        await PutAsync(ReleasePaths.Keys, keys, cancel);
    }

    /// <summary>Looks again after writing: of two cuts the slower one must not leave the pointer at the older release.</summary>
    async Task PointAtNewestAsync(ReleaseSummary release, CancellationToken cancel)
    {
        for (ReleaseSummary? written = null; written?.Id != release.Id; release = (await releases.NewestAsync(cancel))!.Value.Release)
        {
            await PointAtAsync(release, cancel);
            written = release;
        }
    }

    Task<BlobOutcome> PointAtAsync(ReleaseSummary release, CancellationToken cancel) => PutAsync(ReleasePaths.Latest, JsonSerializer.SerializeToUtf8Bytes(
        new LatestRelease(release.Id, release.Sequence, $"{release.Id}/{ReleaseManifest.FileName}"), HubJson.Options), cancel);

    Task<BlobOutcome> PutAsync(string name, byte[] bytes, CancellationToken cancel) =>
        blobs.WriteAsync(name, BlobCondition.None, (stream, stop) => stream.WriteAsync(bytes, stop).AsTask(), cancel);
}

/// <summary>Refusals of this slice. Codes are public contract.</summary>
public static class ReleaseProblems
{
    public static Problem Busy() => new(ProblemKind.Unavailable, "release.busy", "No release can be cut at the moment.",
        "A file that counts as a whole is being applied, and a release holds all of it or nothing. Nothing was published; try again.");
}
