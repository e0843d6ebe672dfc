using System.Runtime.CompilerServices;
using Hub.Ports;

namespace Hub.Releases.Gone;

/// <summary>
/// Which files are no longer published: a row of each release that has lost some, and a copy of it beside the release for whoever reads
/// files without the hub. The row counts; the copy is written after it, again and again if need be.
/// </summary>
public sealed class GoneFileStore(ITables tables, IBlobs blobs)
{
    const string Table = "releases";
    const string Partition = "gone";
    const string Prefix = "r~";

    public async Task<GoneFiles?> FindAsync(string release, CancellationToken cancel) => (await ReadAsync(release, cancel))?.Gone;

    /// <summary>Adds files that are not named yet. Safe to repeat.</summary>
    public async Task AddAsync(string release, IReadOnlyCollection<GoneFile> files, CancellationToken cancel)
    {
        if (files.Count == 0) return;
        for (; ; )
        {
            (GoneFiles Gone, string ETag)? found = await ReadAsync(release, cancel);
            GoneFile[] added = [.. files.Where(f => found?.Gone.Find(f.Name) is null)];
            GoneFiles gone = found is null ? new GoneFiles(release, added, Cleared: false) : found.Value.Gone with { Files = [.. found.Value.Gone.Files, .. added], Cleared = found.Value.Gone.Cleared && added.Length == 0 };
            RowChange change = found is null ? RowChange.Insert(Prefix + release, gone.ToBytes()) : RowChange.Replace(Prefix + release, gone.ToBytes(), found.Value.ETag);
            if (added.Length > 0 && !(await tables.CommitAsync(Table, Partition, [change], cancel)).IsDone) continue;
            await PublishAsync(gone, cancel);
            return;
        }
    }

    /// <summary>Releases that have lost files, oldest first.</summary>
    public async IAsyncEnumerable<GoneFiles> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        for (string from = Prefix; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, Partition, from, RowRange.EndOf(Prefix), TableLimits.MaxRows, cancel);
            foreach (TableRow row in rows) yield return GoneFiles.Read(row.Body.Span);
            if (rows.Count < TableLimits.MaxRows) yield break;
            from = RowRange.After(rows[^1].Row);
        }
    }

    /// <summary>Removes the bytes of the files. Repeated where it stopped half way; files that were added meanwhile are left for the next time.</summary>
    public async Task ClearAsync(GoneFiles gone, CancellationToken cancel)
    {
        if (gone.Cleared) return;
        foreach (GoneFile file in gone.Files) await blobs.DeleteAsync(ReleasePaths.Of(gone.Release, file.Name), cancel);
        if (await ReadAsync(gone.Release, cancel) is not var (now, etag) || now.Files.Count != gone.Files.Count) return;
        await tables.CommitAsync(Table, Partition, [RowChange.Replace(Prefix + gone.Release, (now with { Cleared = true }).ToBytes(), etag)], cancel);
    }

    async Task<(GoneFiles Gone, string ETag)?> ReadAsync(string release, CancellationToken cancel) =>
        await tables.FindAsync(Table, Partition, Prefix + release, cancel) is { } row ? (GoneFiles.Read(row.Body.Span), row.ETag) : null;

    async Task PublishAsync(GoneFiles gone, CancellationToken cancel) =>
        await blobs.WriteAsync(ReleasePaths.Of(gone.Release, ReleasePaths.GoneName), BlobCondition.None, (stream, stop) => stream.WriteAsync(gone.ToPublicBytes(), stop).AsTask(), cancel);
}
