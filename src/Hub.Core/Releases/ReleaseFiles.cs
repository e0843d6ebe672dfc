using System.IO.Compression;
using Hub.Feed;
using Hub.Ports;
using Hub.Recognition.Statistics;
using Hub.Releases.Descriptions;
using Hub.Releases.Search;
using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Releases;

/// <summary>
/// Writes the files of a release. The records come first, merged from the release before and what changed; everything else is made of
/// the lines just written, so no two files can say different things.
/// </summary>
public sealed class ReleaseFiles(ITables store, IBlobs blobs, FeedReader feed, RecordKinds kinds, ReleaseForms forms, Vocabularies vocabularies, ReleaseProfile? profile = null, IReleaseSite? site = null, ReadDecisionStatistics? statistics = null)
{
    const string Entries = "entries", Organisations = "organisations";
    const string NdjsonType = "application/x-ndjson";

    /// <summary>Writes everything but the manifest, and gives the manifest with the files in it.</summary>
    /// <param name="newest">The release before; null for the first.</param>
    public async Task<ReleaseManifest> WriteAsync(ReleaseManifest manifest, ReleaseSummary? newest, CancellationToken cancel)
    {
        IReadOnlyDictionary<string, ReleaseChanges> changes = await ReleaseChanges.CollectAsync(store, feed, kinds.Tables, manifest.Previous?.Sequence ?? 0, manifest.Sequence, cancel);
        var files = new List<ReleaseFile>();
        var tables = new List<ReleaseTable>();
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var writer = new ReleaseFileWriter(blobs, manifest.Release);
        ReleaseRegister register = new();
        IReadOnlyList<ReleaseFile> ofEntries = [];
        IReadOnlyList<string> countries = [];
        // Organisations first: what is made of the entries looks them up.
        foreach (IRecordKind kind in kinds.Public.OrderBy(kind => kind.Table != Organisations))
        {
            await using var copies = new LineCopies(cancel);
            Task<ReleaseRegister>? reading = kind.Table == Organisations ? copies.Follow(ReleaseRegister.ReadAsync) : null;
            EntryFiles? entries = kind.Table == Entries ? new EntryFiles(writer, forms.Loq, new SearchFile(vocabularies, register, manifest.Sequence), register, copies) : null;
            (ReleaseFile full, ReleaseFile rows, IReadOnlyList<ReleaseColumn> columns) = await new DatasetFiles(blobs, writer, forms.Table, manifest.Release, newest, kind).WriteAsync(changes[kind.Table], copies, cancel);
            files.AddRange([full, rows]);
            tables.Add(new ReleaseTable(kind.Table, columns));
            counts[kind.Table] = full.Rows;
            if (reading is not null) register = await reading;
            if (entries is not null) (ofEntries, countries) = await entries.WriteAsync(stop => OpenAsync(manifest.Release, Entries, stop), cancel);
        }

        files.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        tables.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        if (manifest.Previous is not null) files.Add(await writer.WriteAsync(ReleasePaths.DeltaName, NdjsonType, (stream, stop) => ReleaseDelta.WriteAsync(stream, changes, stop), cancel));
        files.AddRange(ofEntries);
        if (statistics is not null)
        {
            byte[] decisions = DecisionTable.Write(await statistics.HandleAsync(cancel));
            files.Add(await writer.WriteAsync(DecisionTable.FileName, "text/csv", decisions, cancel) with { Rows = decisions.AsSpan().Count((byte)'\n') - 1 });
            tables.Add(new ReleaseTable(DecisionTable.Name, DecisionTable.Columns, DecisionTable.FileName, DecisionTable.Key));
        }

        var described = new DescribedRelease(manifest with { Counts = counts, Files = [.. files], LoqCountries = countries }, tables, profile ?? new ReleaseProfile());
        foreach (ReleaseDescription description in ReleaseDescriptions.Of(described)) files.Add(await writer.WriteAsync(description.Name, description.MediaType, description.Bytes, cancel));
        return described.Manifest with { Files = files };
    }

    /// <summary>The pages that go with the release, where the host has some.</summary>
    public Task WriteSiteAsync(ReleaseManifest release, CancellationToken cancel) => site?.WriteAsync(release, blobs, cancel) ?? Task.CompletedTask;

    /// <summary>The lines of a dataset, unpacked.</summary>
    async Task<Stream> OpenAsync(string release, string dataset, CancellationToken cancel)
    {
        Stream stream = await blobs.OpenReadAsync(ReleasePaths.Of(release, ReleasePaths.FullName(dataset)), 0, null, cancel) ?? throw new InvalidDataException($"{dataset} of {release} is gone.");
        return new GZipStream(stream, CompressionMode.Decompress);
    }
}
