using System.Text.Json;
using Hub.Ports;

namespace Hub.Releases;

/// <summary>What a release consists of. Signed as it stands; names are public contract.</summary>
/// <param name="Sequence">The release holds the state of the catalogue after this change of the feed.</param>
/// <param name="Previous">The release that the delta goes on from; null for the first.</param>
/// <param name="License">Licence of the data, a URI.</param>
/// <param name="LoqCountries">Countries whose entries stand in the documents of the European Learning Model, ISO 3166 alpha-2; null in releases that have none.</param>
public sealed record ReleaseManifest(
    string Release, DateTimeOffset CreatedAt, long Sequence, ReleaseRef? Previous, string License,
    IReadOnlyDictionary<string, long> Counts, IReadOnlyList<ReleaseFile> Files, IReadOnlyList<string>? LoqCountries = null)
{
    public const string FileName = "manifest.json";
    public const string SignatureName = "manifest.jws";
    public const string MediaType = "hub-release+jws";

    /// <summary>Indented: people read it.</summary>
    static readonly JsonSerializerOptions Indented = new(HubJson.Options) { WriteIndented = true };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Indented);

    /// <summary>The manifest of a release; null where there is none.</summary>
    public static async Task<ReleaseManifest?> FindAsync(IBlobs blobs, string release, CancellationToken cancel)
    {
        await using Stream? stream = await blobs.OpenReadAsync(ReleasePaths.Of(release, FileName), 0, null, cancel);
        if (stream is null) return null;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    public static ReleaseManifest Read(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<ReleaseManifest>(bytes, HubJson.Options) ?? throw new JsonException("The manifest is empty.");
}

public sealed record ReleaseRef(string Release, long Sequence);

/// <param name="Bytes">Size as published.</param>
/// <param name="Sha256">Of the file as published, hexadecimal.</param>
/// <param name="Blocks">SHA-256 of every 4 MiB of it, so that a damaged place can be named and fetched again.</param>
/// <param name="Rows">Records in it, without a header.</param>
/// <param name="Uncompressed">Identity of the content, whatever compressed it; null for a file that is not compressed.</param>
public sealed record ReleaseFile(string Name, string MediaType, long Bytes, string Sha256, IReadOnlyList<string> Blocks, long Rows, ContentIdentity? Uncompressed);

public sealed record ContentIdentity(long Bytes, string Sha256);

/// <summary>Points at the newest release; the last thing a release writes.</summary>
public sealed record LatestRelease(string Release, long Sequence, string Manifest);
