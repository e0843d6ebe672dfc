using System.IO.Compression;
using Hub.Feed;
using Hub.Ports;
using Hub.Releases.Descriptions;
using Hub.Releases.Search;
using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Releases;

/// <summary>
/// Writes the files of a release. The records come first, merged from the release before and what changed; everything else is made of
/// the lines just written, so no two files can say different things.
/// </summary>
public sealed class ReleaseFiles(ITables store, IBlobs blobs, FeedReader feed, RecordKinds kinds, ReleaseForms forms, Vocabularies vocabularies, ReleaseProfile? profile = null)
{
    const string Entries = "entries", Organisations = "organisations";
    const string NdjsonType = "application/x-ndjson";

    /// <summary>Writes everything but the manifest, and gives the manifest with the files in it.</summary>
    /// <param name="newest">The release before; null for the first.</param>
    public async Task<ReleaseManifest> WriteAsync(ReleaseManifest manifest, ReleaseSummary? newest, CancellationToken cancel)
    {
        IReadOnlyDictionary<string, ReleaseChanges> changes = await ReleaseChanges.CollectAsync(store, feed, kinds.Tables, manifest.Previous?.Sequence ?? 0, manifest.Sequence, cancel);
        var writer = new ReleaseFileWriter(blobs, manifest.Release);
        var datasets = new List<ReleaseFile>();
        var tables = new List<ReleaseTable>();
        foreach (IRecordKind kind in kinds.Names.Select(kinds.Get))
        {
            var columns = new TextColumns(kind);
            datasets.Add(await writer.WriteAsync(ReleasePaths.FullName(kind.Table), NdjsonType, async (stream, stop) =>
            {
                await using LineReader? previous = await OpenPreviousAsync(newest, kind.Table, stop);
                return await ReleaseMerge.WriteAsync(previous, changes[kind.Table].ReadAsync(stop), stream, columns.Look, stop);
            }, cancel));
            tables.Add(new ReleaseTable(kind.Table, columns.Columns()));
        }

        ReleaseRegister register = await ReadRegisterAsync(manifest.Release, cancel);
        // What is made of the datasets is made side by side: each is bound by one core or two.
        Task<(IReadOnlyList<ReleaseFile> Files, IReadOnlyList<string> Countries)> loq = WriteLoqAsync(writer, manifest.Release, register, cancel);
        Task<ReleaseFile>[] others = [.. tables.Select(t => WriteTableAsync(writer, manifest.Release, t, cancel)), .. WriteDelta(writer, manifest, changes, cancel), WriteSearchAsync(writer, manifest, register, cancel)];
        await Task.WhenAll([loq, .. others]);
        ReleaseFile[] files = [.. datasets, .. others.Select(o => o.Result), .. loq.Result.Files];
        var counts = new SortedDictionary<string, long>(tables.Zip(datasets).ToDictionary(d => d.First.Name, d => d.Second.Rows), StringComparer.Ordinal);
        var described = new DescribedRelease(manifest with { Counts = counts, Files = files, LoqCountries = loq.Result.Countries }, tables, profile ?? new ReleaseProfile());
        var all = new List<ReleaseFile>(files);
        foreach (ReleaseDescription description in ReleaseDescriptions.Of(described)) all.Add(await writer.WriteAsync(description.Name, description.MediaType, description.Bytes, cancel));
        return described.Manifest with { Files = all };
    }

    /// <summary>Null only for a dataset that the previous release did not have: a file that is gone must not make an empty one.</summary>
    async Task<LineReader?> OpenPreviousAsync(ReleaseSummary? previous, string dataset, CancellationToken cancel) =>
        previous is null || !previous.Counts.ContainsKey(dataset) ? null : new LineReader(await OpenAsync(previous.Id, dataset, cancel));

    /// <summary>The lines of a dataset, unpacked.</summary>
    async Task<Stream> OpenAsync(string release, string dataset, CancellationToken cancel)
    {
        Stream stream = await blobs.OpenReadAsync(ReleasePaths.Of(release, ReleasePaths.FullName(dataset)), 0, null, cancel) ?? throw new InvalidDataException($"{dataset} of {release} is gone.");
        return new GZipStream(stream, CompressionMode.Decompress);
    }

    async Task<ReleaseFile> WriteTableAsync(ReleaseFileWriter writer, string release, ReleaseTable table, CancellationToken cancel) =>
        await writer.WriteAsync(ReleasePaths.TableName(table.Name), "text/csv", async (stream, stop) =>
        {
            await using Stream lines = await OpenAsync(release, table.Name, stop);
            return await forms.Table.WriteAsync(lines, stream, table.Columns, stop);
        }, cancel);

    /// <summary>The first release has none.</summary>
    static IEnumerable<Task<ReleaseFile>> WriteDelta(ReleaseFileWriter writer, ReleaseManifest manifest, IReadOnlyDictionary<string, ReleaseChanges> changes, CancellationToken cancel) =>
        manifest.Previous is null ? [] : [writer.WriteAsync(ReleasePaths.DeltaName, NdjsonType, (stream, stop) => ReleaseDelta.WriteAsync(stream, changes, stop), cancel)];

    async Task<ReleaseRegister> ReadRegisterAsync(string release, CancellationToken cancel)
    {
        await using Stream lines = await OpenAsync(release, Organisations, cancel);
        return await ReleaseRegister.ReadAsync(lines, cancel);
    }

    /// <summary>The entries in the European Learning Model, those it can not hold, and a document of each country where there are several.</summary>
    async Task<(IReadOnlyList<ReleaseFile> Files, IReadOnlyList<string> Countries)> WriteLoqAsync(ReleaseFileWriter writer, string release, ReleaseRegister register, CancellationToken cancel)
    {
        ILoqSelection? selection = null;
        ReleaseFile omitted = await writer.WritePlainAsync(ReleasePaths.LoqOmittedName, "text/csv", async (stream, stop) =>
        {
            await using Stream lines = await OpenAsync(release, Entries, stop);
            selection = await forms.Loq.SelectAsync(lines, register, stream, stop);
            return selection.Omitted;
        }, cancel);
        await using Stream again = await OpenAsync(release, Entries, cancel);
        using ILoqDocuments documents = await selection!.ReadAsync(again, cancel);
        var files = new List<ReleaseFile> { await WriteDocumentAsync(null), omitted };
        if (documents.Countries.Count > 1)
            foreach (string country in documents.Countries) files.Add(await WriteDocumentAsync(country));
        return (files, documents.Countries);

        Task<ReleaseFile> WriteDocumentAsync(string? country) =>
            writer.WriteAsync(country is null ? ReleasePaths.LoqName : ReleasePaths.LoqNameOf(country), "application/xml", (stream, stop) => documents.WriteAsync(country, stream, stop), cancel);
    }

    Task<ReleaseFile> WriteSearchAsync(ReleaseFileWriter writer, ReleaseManifest manifest, ReleaseRegister register, CancellationToken cancel) =>
        writer.WriteAsync(ReleasePaths.SearchName, "application/json", async (stream, stop) =>
        {
            await using Stream lines = await OpenAsync(manifest.Release, Entries, stop);
            return await new SearchFile(vocabularies, register, manifest.Sequence).WriteAsync(lines, stream, stop);
        }, cancel);
}
