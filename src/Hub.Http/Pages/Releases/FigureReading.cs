using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Hub.Http.Pages.Shell;
using Hub.Ports;
using Hub.Releases;

namespace Hub.Http.Pages.Releases;

/// <summary>Counts the entries of a release from its file. A release never changes, so what was counted is kept, for the last few.</summary>
sealed class FigureReading(IBlobs blobs)
{
    /// <summary>About two seconds of counting.</summary>
    const long MaxEntries = 200_000;

    const int MaxKept = 16;

    static readonly int[] Bands = [0, 1, 5, 15, 30, 60, 180];

    readonly Lock _lock = new();
    readonly Dictionary<string, ReleaseFigures> _kept = new(StringComparer.Ordinal);

    public async Task<ReleaseFigures?> FindAsync(ReleaseManifest release, CancellationToken cancel)
    {
        if (release.Counts.GetValueOrDefault("entries") > MaxEntries) return null;
        lock (_lock)
            if (_kept.TryGetValue(release.Release, out ReleaseFigures? kept)) return kept;
        await using Stream? file = await blobs.OpenReadAsync(ReleasePaths.Of(release.Release, ReleasePaths.FullName("entries")), 0, null, cancel);
        if (file is null) return null;
        ReleaseFigures figures = await CountAsync(file, cancel);
        lock (_lock)
        {
            if (_kept.Count >= MaxKept) _kept.Clear();
            _kept[release.Release] = figures;
        }

        return figures;
    }

    static async Task<ReleaseFigures> CountAsync(Stream file, CancellationToken cancel)
    {
        SortedDictionary<string, int> kinds = [], levels = [], fields = [], credits = [];
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            var entry = new RecordJson(document.RootElement);
            Count(kinds, entry.Text("kind") ?? "");
            Count(levels, entry.Number("eqfLevel")?.ToString(CultureInfo.InvariantCulture) ?? "");
            foreach (string field in entry.List("iscedF").Select(code => code[..2]).Distinct(StringComparer.Ordinal)) Count(fields, field);
            if (entry.Number("creditPoints") is { } points) Count(credits, $"{entry.Text("creditSystem")} {BandOf(points)}");
        }

        return new ReleaseFigures(kinds, levels, fields, credits);
    }

    static void Count(SortedDictionary<string, int> counts, string value) => counts[value] = counts.GetValueOrDefault(value) + 1;

    static string BandOf(decimal points)
    {
        int band = Array.FindIndex(Bands, least => points <= least);
        return band switch { < 0 => $"{Bands[^1]}-", 0 => "0-0", _ => $"{Bands[band - 1]}-{Bands[band]}" };
    }
}
