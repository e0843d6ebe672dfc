using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hub.Ports;
using Hub.Releases.Gone;

namespace Hub.Releases;

/// <summary>Opens files of a release by name, wherever it is; null when there is no such file.</summary>
public interface IReleaseSource
{
    Task<Stream?> OpenAsync(string release, string file, CancellationToken cancel);
}

/// <param name="Files">Files whose hashes were checked.</param>
/// <param name="Entries">Catalogue entries in the release.</param>
/// <param name="Problem">The first thing that is not as it should be.</param>
/// <param name="Withdrawn">Files of the manifest that are no longer published, as the list beside the release says.</param>
/// <param name="DeltaChecked">False when there is no previous release, or it could not be had.</param>
public sealed record VerifyReleaseResult(bool Ok, string Release, int Files, long Entries, bool DeltaChecked, string? KeyId, Problem? Problem, IReadOnlyList<GoneFile>? Withdrawn = null);

/// <summary>Checks a release as anyone can, offline: signature, hashes, and <c>full(n-1) + delta(n) = full(n)</c>.</summary>
public sealed class VerifyReleaseHandler(IReleaseSource source, IReadOnlyCollection<PublicSigningKey> keys)
{
    public async Task<VerifyReleaseResult> HandleAsync(string release, CancellationToken cancel)
    {
        Result<(ReleaseManifest Manifest, string KeyId)> signed = await ReadManifestAsync(release, cancel);
        if (signed.Problem is { } unsigned) return new VerifyReleaseResult(false, release, 0, 0, false, null, unsigned);

        (ReleaseManifest manifest, string keyId) = signed.Value;
        if (manifest.Release != release) return new VerifyReleaseResult(false, release, 0, 0, false, keyId, OtherRelease(manifest.Release));
        var result = new VerifyReleaseResult(true, manifest.Release, 0, manifest.Counts.GetValueOrDefault("entries"), false, keyId, null);
        GoneFiles? gone = await ReadGoneAsync(release, cancel);
        var withdrawn = new List<GoneFile>();
        foreach (ReleaseFile file in manifest.Files)
        {
            if (gone?.Find(file.Name) is { } known && !await ExistsAsync(release, file.Name, cancel))
            {
                withdrawn.Add(known);
                continue;
            }

            if (await CheckFileAsync(manifest.Release, file, cancel) is { } problem) return result with { Ok = false, Problem = problem };
            result = result with { Files = result.Files + 1 };
        }

        if (manifest.Previous is not null) result = await CheckDeltaAsync(manifest, result, cancel);
        return result.Ok && withdrawn.Count > 0 ? result with { Ok = false, Withdrawn = withdrawn, Problem = FilesWithdrawn(withdrawn) } : result;
    }

    async Task<Result<(ReleaseManifest, string)>> ReadManifestAsync(string release, CancellationToken cancel)
    {
        byte[]? manifest = await ReadAllAsync(release, ReleaseManifest.FileName, cancel), jws = await ReadAllAsync(release, ReleaseManifest.SignatureName, cancel);
        if (manifest is null) return Missing(ReleaseManifest.FileName);
        if (jws is null) return Missing(ReleaseManifest.SignatureName);
        Result<(byte[] Payload, string KeyId)> verified = Jws.Verify(Encoding.ASCII.GetString(jws), keys);
        if (verified.Problem is { } problem) return problem;
        if (!verified.Value.Payload.AsSpan().SequenceEqual(manifest)) return new Problem(ProblemKind.Invalid, "release.manifest-differs", "manifest.json is not what was signed.");
        try
        {
            return (ReleaseManifest.Read(manifest), verified.Value.KeyId);
        }
        catch (JsonException e)
        {
            return new Problem(ProblemKind.Invalid, "release.manifest-unreadable", "The manifest can not be read.", e.Message);
        }
    }

    /// <summary>Null where all files are published, or the list is none: then a file that is not there is missing.</summary>
    async Task<GoneFiles?> ReadGoneAsync(string release, CancellationToken cancel)
    {
        if (await ReadAllAsync(release, ReleasePaths.GoneName, cancel) is not { } json) return null;
        try
        {
            return GoneFiles.Read(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    async Task<bool> ExistsAsync(string release, string file, CancellationToken cancel)
    {
        await using Stream? stream = await source.OpenAsync(release, file, cancel);
        return stream is not null;
    }

    async Task<Problem?> CheckFileAsync(string release, ReleaseFile file, CancellationToken cancel)
    {
        await using Stream? stream = await source.OpenAsync(release, file.Name, cancel);
        if (stream is null) return Missing(file.Name);
        await using var published = new HashingStream(null);
        await stream.CopyToAsync(published, cancel);
        (string sha, IReadOnlyList<string> blocks) = published.Finish();
        if (sha != file.Sha256) return Damaged(file, blocks, published.Bytes);
        if (file.Uncompressed is not { } uncompressed) return null;

        await using Stream again = (await source.OpenAsync(release, file.Name, cancel))!;
        await using var gzip = new GZipStream(again, CompressionMode.Decompress);
        await using var content = new HashingStream(null, inBlocks: false);
        await gzip.CopyToAsync(content, cancel);
        (string contentSha, _) = content.Finish();
        return contentSha == uncompressed.Sha256 && content.Bytes == uncompressed.Bytes ? null
            : new Problem(ProblemKind.Invalid, "release.content-differs", "A file's uncompressed content is not what the manifest says.", file.Name);
    }

    static Problem Damaged(ReleaseFile file, IReadOnlyList<string> blocks, long bytes)
    {
        int block = 0;
        while (block < blocks.Count && block < file.Blocks.Count && blocks[block] == file.Blocks[block]) block++;
        return new Problem(ProblemKind.Invalid, "release.file-differs", "A file is not what the manifest says.",
            $"{file.Name}: {bytes} bytes instead of {file.Bytes}; the first block of 4 MiB that differs is number {block}, from byte {(long)block * HashingStream.BlockBytes}.");
    }

    async Task<VerifyReleaseResult> CheckDeltaAsync(ReleaseManifest manifest, VerifyReleaseResult result, CancellationToken cancel)
    {
        foreach (string dataset in manifest.Counts.Keys)
        {
            await using Stream? before = await source.OpenAsync(manifest.Previous!.Release, ReleasePaths.FullName(dataset), cancel);
            if (before is null) return result;                                  // the previous release is not at hand; said in DeltaChecked
            await using Stream? delta = await source.OpenAsync(manifest.Release, ReleasePaths.DeltaName, cancel), after = await source.OpenAsync(manifest.Release, ReleasePaths.FullName(dataset), cancel);
            if (delta is null || after is null) return result;                  // withdrawn, which has been said
            await using var old = new LineReader(Unzip(before));
            await using var changes = new LineReader(Unzip(delta));
            await using var now = new LineReader(Unzip(after));
            string? differs;
            try
            {
                differs = await DeltaEquation.FirstDifferenceAsync(old, ReleaseDelta.ReadAsync(changes, dataset, cancel), now, cancel);
            }
            catch (Exception e) when (e is InvalidDataException or JsonException)
            {
                return result with { Ok = false, Problem = PreviousUnreadable(manifest.Previous.Release, dataset) };     // this release's own files have been checked
            }

            if (differs is not null)
                return result with { Ok = false, Problem = new Problem(ProblemKind.Invalid, "release.delta-differs", "The previous release and the delta do not give this release.", $"{dataset}: the first record that differs is {differs}.") };
        }

        return result with { DeltaChecked = true };
    }

    static Problem FilesWithdrawn(List<GoneFile> files) => new(ProblemKind.Gone, "release.files-withdrawn", "Files of the release are no longer published; all others are as they were signed.",
        string.Join(' ', files.GroupBy(f => (f.Reason, f.Why)).Select(g => $"{string.Join(", ", g.Select(f => f.Name))}: {(g.Key.Reason == GoneReason.TakenDown ? "taken down" : "no longer kept")}. {g.Key.Why}")));

    static Problem OtherRelease(string signed) => new(ProblemKind.Invalid, "release.other-release",
        "The manifest is that of another release.", $"It is signed for {signed}; a folder has the name of its release.");

    static Problem PreviousUnreadable(string previous, string dataset) => new(ProblemKind.Invalid, "release.previous-unreadable",
        "The previous release can not be read, so the delta can not be checked.", $"{ReleasePaths.FullName(dataset)} of {previous}.");

    static GZipStream Unzip(Stream stream) => new(stream, CompressionMode.Decompress);

    static Problem Missing(string file) => new(ProblemKind.Invalid, "release.file-missing", "A file of the release is missing.", file);

    async Task<byte[]?> ReadAllAsync(string release, string file, CancellationToken cancel)
    {
        await using Stream? stream = await source.OpenAsync(release, file, cancel);
        if (stream is null) return null;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }
}
