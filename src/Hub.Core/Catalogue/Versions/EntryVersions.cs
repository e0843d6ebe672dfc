using System.Buffers;
using System.Text.Json;
using Hub.Feed;
using Hub.Records;
using Hub.Releases;

namespace Hub.Catalogue.Versions;

/// <summary>A version of an entry.</summary>
/// <param name="Hash">SHA-256 of the canonical JSON, base64url.</param>
/// <param name="Current">Whether it is the one the catalogue shows.</param>
/// <param name="At">When it was written.</param>
/// <param name="Submission">Which submission wrote it: organisation~number.</param>
/// <param name="Sequence">Its number in /v1/changes; left out while it has none yet.</param>
/// <param name="Changes">What it changed against the public version before, as JSON Patch; left out for the first.</param>
public sealed record EntryVersion(int Version, string Hash, bool Current, string Href, DateTimeOffset? At, string Submission, long? Sequence, string? Changes);

/// <summary>Two versions of an entry compared.</summary>
/// <param name="Patch">JSON Patch: applied to the one as it is read from its address it gives the other.</param>
public sealed record VersionChanges(string ETag, ReadOnlyMemory<byte> Patch);

/// <summary>The versions of entries the public may see. Of an entry that is withdrawn or a draft now it sees none; of others those that were published.</summary>
public sealed class EntryVersions(RecordTable records, FeedReader feed)
{
    const string Table = CatalogueKind.TableName;

    /// <summary>Oldest first, the current one last; null when there is no such public entry.</summary>
    /// <param name="after">Number of the last version seen.</param>
    public async Task<Page<EntryVersion>?> PageAsync(string id, int after, int limit, CancellationToken cancel)
    {
        if (await CurrentAsync(id, cancel) is not { } current) return null;
        IReadOnlyList<StoredRecord> superseded = await records.SupersededAsync(Table, id, after, limit, cancel);
        bool full = superseded.Count == limit;
        StoredRecord[] shown = [.. (full || current.Stamp.Version <= after ? superseded : superseded.Append(current)).Where(IsPublic)];
        string address = $"/v1/catalogue/{Uri.EscapeDataString(id)}/versions/";
        bool hasEarlier = after > 0;
        var versions = new List<EntryVersion>(shown.Length);
        foreach (RecordStamp stamp in shown.Select(r => r.Stamp))
        {
            long? sequence = stamp.WrittenAt is { } at ? await feed.SequenceOfAsync(Table, id, stamp.Version, at, cancel) : null;
            string href = $"{address}{stamp.Version}";
            versions.Add(new EntryVersion(stamp.Version, stamp.Hash, stamp.Version == current.Stamp.Version, href, stamp.WrittenAt, $"{stamp.Submitter}~{stamp.Submission}", sequence, hasEarlier ? $"{href}/changes" : null));
            hasEarlier = true;
        }

        return new Page<EntryVersion>(versions, full ? superseded[^1].Stamp.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
    }

    public async Task<StoredRecord?> FindAsync(string id, int version, CancellationToken cancel)
    {
        if (version < 1 || await CurrentAsync(id, cancel) is null) return null;
        return await records.FindVersionAsync(Table, id, version, cancel) is { } found && IsPublic(found) ? found : null;
    }

    /// <summary>What changed from one version to another; null when the public does not see both.</summary>
    /// <param name="since">Version to compare with: 0 for nothing at all, null for the public version before.</param>
    public async Task<VersionChanges?> CompareAsync(string id, int version, int? since, CancellationToken cancel)
    {
        if (await FindAsync(id, version, cancel) is not { } to) return null;
        StoredRecord? from = since switch
        {
            null => await BeforeAsync(id, version, cancel),
            0 => null,
            { } named => await FindAsync(id, named, cancel),
        };
        if (from is null && since > 0) return null;
        using JsonDocument older = JsonDocument.Parse(from is null ? "{}"u8.ToArray() : PublicRecord.Line(id, from)), newer = JsonDocument.Parse(PublicRecord.Line(id, to));
        var patch = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(patch, HubJson.WriterOptions)) JsonPatch.Write(json, older.RootElement, newer.RootElement);
        return new VersionChanges($"\"v{from?.Stamp.Version ?? 0}-v{version}-{to.Stamp.Hash[..12]}\"", patch.WrittenMemory);
    }

    /// <summary>The last public version before this one. Hidden ones in between are passed over, as far as anybody will ever withdraw and publish again in a row.</summary>
    async Task<StoredRecord?> BeforeAsync(string id, int version, CancellationToken cancel)
    {
        const int MostHidden = 100;
        for (int earlier = version - 1; earlier > 0 && earlier >= version - MostHidden; earlier--)
            if (await records.FindVersionAsync(Table, id, earlier, cancel) is { } found && IsPublic(found)) return found;
        return null;
    }

    async Task<StoredRecord?> CurrentAsync(string id, CancellationToken cancel) =>
        RecordId.TryParse(id, out _) && await records.FindAsync(Table, id, cancel) is { } current && IsPublic(current) ? current : null;

    static bool IsPublic(StoredRecord record) => record.Stamp.Visibility == Visibility.Public;
}
