using System.IO.Compression;
using System.Text.Json;
using Hub.Catalogue.Links;
using Hub.Feed;
using Hub.Organisations;
using Hub.Ports;
using Hub.Records;
using Hub.Releases;

namespace Hub.Catalogue.Search;

/// <summary>Fills the index: a release is one file to read through, the feed says what changed since.</summary>
sealed class SearchSource(ITables tables, IBlobs blobs, FeedReader feed, ReleaseStore releases, SearchIndex index)
{
    const int AtATime = 1000;

    /// <summary>Reads the newest release; the number of the feed it stands for, 0 where there is none.</summary>
    public async Task<long> LoadAsync(CancellationToken cancel)
    {
        if (await releases.NewestAsync(cancel) is not var (newest, _)) return 0;
        if (!await LoadAsync(newest.Id, OrganisationRegister.Table, lines => index.Apply([.. lines.Select(l => OrganisationOf(l.Id, l.Json))], [], []), cancel)) return 0;
        return await LoadAsync(newest.Id, CatalogueKind.TableName, lines => index.Apply([], [], [.. lines.Select(l => SearchEntry.Read(l.Id, l.Json))]), cancel) ? newest.Sequence : 0;
    }

    /// <summary>Follows the feed to its end and gives its number. Hidden records leave the index.</summary>
    public async Task<long> FollowAsync(long after, CancellationToken cancel)
    {
        long last = await feed.LastAsync(cancel);
        var changed = new HashSet<(string Table, string Id)>();
        await foreach (FeedChange change in feed.ReadAsync(after, last, cancel))
        {
            if (change.Table is CatalogueKind.TableName or OrganisationRegister.Table) changed.Add((change.Table, change.Id));
            if (changed.Count < AtATime) continue;
            await ApplyAsync(changed, cancel);
            changed.Clear();
        }

        if (changed.Count > 0) await ApplyAsync(changed, cancel);
        return last;
    }

    async Task ApplyAsync(HashSet<(string Table, string Id)> changed, CancellationToken cancel)
    {
        string[] organisations = [.. changed.Where(c => c.Table == OrganisationRegister.Table).Select(c => c.Id)], entries = [.. changed.Where(c => c.Table == CatalogueKind.TableName).Select(c => c.Id)];
        IReadOnlyDictionary<string, StoredRecord> bodies = await new RecordTable(tables).FindManyAsync(OrganisationRegister.Table, organisations, cancel);
        Dictionary<string, StoredRecord> found = await EntryReads.ManyAsync(tables, entries, cancel);
        SearchEntry[] shown = [.. found.Where(f => f.Value.Stamp.Visibility == Visibility.Public).Select(f => SearchEntry.Read(f.Key, f.Value.Json))];
        index.Apply([.. bodies.Select(b => OrganisationOf(b.Key, b.Value.Json))], [.. entries.Except(shown.Select(s => s.Id))], shown);
    }

    /// <summary>False when the file is not there: a release can be taken down.</summary>
    async Task<bool> LoadAsync(string release, string dataset, Action<List<(string Id, ReadOnlyMemory<byte> Json)>> take, CancellationToken cancel)
    {
        Stream? file = await blobs.OpenReadAsync(ReleasePaths.Of(release, ReleasePaths.FullName(dataset)), 0, null, cancel);
        if (file is null) return false;
        await using var lines = new LineReader(new GZipStream(file, CompressionMode.Decompress));
        var some = new List<(string, ReadOnlyMemory<byte>)>(AtATime);
        while (await lines.ReadAsync(cancel) is { } line)
        {
            some.Add((PublicRecord.IdOf(line.Span), line.ToArray()));
            if (some.Count < AtATime) continue;
            take(some);
            some.Clear();
        }

        take(some);
        return true;
    }

    static SearchOrganisation OrganisationOf(string id, ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        return new SearchOrganisation(id, root.TryGetProperty("country", out JsonElement country) ? country.GetString() : null, [.. SearchEntry.Texts(root, "legalName").SelectMany(SearchWords.Of).Distinct(StringComparer.Ordinal)]);
    }
}
