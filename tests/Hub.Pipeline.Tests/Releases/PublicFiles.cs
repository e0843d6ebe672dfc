using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Releases;

namespace Hub.Pipeline.Tests.Releases;

/// <summary>What the public can download of a hub: read as it lies there, some of it exchanged by the test.</summary>
public sealed class PublicFiles(string dataFolder) : IReleaseSource
{
    public PublicFiles(TemporaryFolder folder) : this(folder.Path)
    {
    }

    readonly Dictionary<string, byte[]?> _exchanged = new(StringComparer.Ordinal);

    string Root => Path.Combine(dataFolder, "blobs", "open", "catalogue");

    public void Exchange(string release, string file, byte[]? content) => _exchanged[$"{release}/{file}"] = content;

    public byte[]? Read(string release, string file)
    {
        if (_exchanged.TryGetValue($"{release}/{file}", out byte[]? other)) return other;
        string path = Path.Combine(Root, release, file);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    public Task<Stream?> OpenAsync(string release, string file, CancellationToken cancel) =>
        Task.FromResult<Stream?>(Read(release, file) is { } bytes ? new MemoryStream(bytes) : null);

    public LatestRelease? Latest()
    {
        string path = Path.Combine(Root, "latest.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<LatestRelease>(File.ReadAllBytes(path), HubJson.Options) : null;
    }

    public ReleaseManifest Manifest(string release) => ReleaseManifest.Read(Read(release, ReleaseManifest.FileName));

    public string Text(string release, string file) => Encoding.UTF8.GetString(Unzip(Read(release, file)!));

    /// <summary>Lines of a dataset by id.</summary>
    public SortedDictionary<string, string> Records(string release, string dataset)
    {
        var records = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string[] lines = Text(release, $"{dataset}.ndjson.gz").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string line in lines) records.Add(PublicRecord.IdOf(Encoding.UTF8.GetBytes(line)), line);
        Assert.Equal(records.Values, lines);                                // sorted by id
        return records;
    }

    /// <summary>Every file that anyone can read, uncompressed, by path.</summary>
    public Dictionary<string, string> Everything() => Directory.EnumerateFiles(Path.Combine(dataFolder, "blobs", "open"), "*", SearchOption.AllDirectories)
        .ToDictionary(path => path, path => Encoding.UTF8.GetString(path.EndsWith(".gz", StringComparison.Ordinal) ? Unzip(File.ReadAllBytes(path)) : File.ReadAllBytes(path)));

    public async Task<VerifyReleaseResult> VerifyAsync(TestHub hub, string release, IReadOnlyCollection<PublicSigningKey>? keys = null) =>
        await new VerifyReleaseHandler(this, keys ?? [.. await hub.Signer.KeysAsync(TestHub.Cancel)]).HandleAsync(release, TestHub.Cancel);

    public static byte[] Zip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    static byte[] Unzip(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
