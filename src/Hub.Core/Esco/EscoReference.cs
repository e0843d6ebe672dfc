using System.Text.Json;
using Hub.Ports;

namespace Hub.Esco;

/// <summary>
/// The ESCO skills of a hub: sets that never change, named by their hash, and a head that names the one in use. Judgements name
/// theirs, so that a file is judged by one set throughout, also when another is loaded meanwhile.
/// </summary>
public sealed class EscoReference(IBlobs blobs, TimeProvider clock)
{
    const string Folder = "reference/esco/";
    const string Head = Folder + "head.json";

    /// <summary>How long a new set may go unnoticed by a process.</summary>
    static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    volatile Known? _known;
    volatile EscoSkills? _last;

    static string LinesOf(string version) => $"{Folder}{version}/skills.ndjson";

    static string IndexOf(string version) => $"{Folder}{version}/index.bin";

    /// <summary>The set in use; null when none was loaded.</summary>
    public async Task<EscoSummary?> SummaryAsync(CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (_known is { } known && (now - known.At).Duration() < Remembered) return known.Head;
        await using Stream? stream = await blobs.OpenReadAsync(Head, 0, null, cancel);
        EscoSummary? head = stream is null ? null : await JsonSerializer.DeserializeAsync<EscoSummary>(stream, HubJson.Options, cancel);
        _known = new Known(head, now);
        return head;
    }

    public async Task<EscoSkills?> CurrentAsync(CancellationToken cancel) => await SummaryAsync(cancel) is { } head ? await OfVersionAsync(head.Version, cancel) : null;

    /// <summary>The set of that version; null for no version.</summary>
    /// <exception cref="InvalidDataException">The set is gone.</exception>
    public async Task<EscoSkills?> OfVersionAsync(string? version, CancellationToken cancel)
    {
        if (version is null) return null;
        if (_last is { } last && last.Version == version) return last;
        await using Stream stream = await blobs.OpenReadAsync(IndexOf(version), 0, null, cancel) ?? throw new InvalidDataException($"The ESCO set {version} is gone.");
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return _last = EscoSkills.Read(version, bytes.ToArray());
    }

    /// <summary>Skills by URI, as far as the set has them. One set's labels are read where they lie.</summary>
    public async Task<IReadOnlyDictionary<string, EscoSkill>> FindAsync(IEnumerable<string> uris, CancellationToken cancel)
    {
        var found = new Dictionary<string, EscoSkill>(StringComparer.Ordinal);
        if (await CurrentAsync(cancel) is not { } skills) return found;
        foreach (string uri in uris.Distinct(StringComparer.Ordinal))
        {
            if (skills.PlaceOf(uri) is not var (offset, length)) continue;
            await using Stream stream = await blobs.OpenReadAsync(LinesOf(skills.Version), offset, length, cancel) ?? throw new InvalidDataException($"The ESCO set {skills.Version} is gone.");
            found[uri] = (await JsonSerializer.DeserializeAsync<EscoSkill>(stream, HubJson.Options, cancel))!;
        }

        return found;
    }

    /// <summary>Keeps a set and puts it into use. The head is written last, so a crash before that leaves the one before in use.</summary>
    public async Task<EscoSummary> LoadAsync(EscoSet set, CancellationToken cancel)
    {
        string version = set.Index.Version;
        await WriteAsync(LinesOf(version), set.Lines);
        await WriteAsync(IndexOf(version), set.Index.Write());
        var head = new EscoSummary(version, set.Index.Count, set.Obsolete, set.Languages, clock.GetUtcNow());
        await blobs.WriteAsync(Head, BlobCondition.None, (stream, stop) => JsonSerializer.SerializeAsync(stream, head, HubJson.Options, stop), cancel);
        _known = null;
        return head;

        // A set of this name has these bytes: one that is there already is as good.
        Task WriteAsync(string name, ReadOnlyMemory<byte> bytes) => blobs.WriteAsync(name, BlobCondition.Create, (stream, stop) => stream.WriteAsync(bytes, stop).AsTask(), cancel);
    }

    sealed record Known(EscoSummary? Head, DateTimeOffset At);
}
