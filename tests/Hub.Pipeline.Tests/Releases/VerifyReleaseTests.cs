using System.Security.Cryptography;
using System.Text;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Records;
using Hub.Releases;

namespace Hub.Pipeline.Tests.Releases;

public sealed class VerifyReleaseTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;
    PublicFiles _files = null!;
    string _first = "", _second = "";

    public async ValueTask InitializeAsync()
    {
        _hub = TestHub.Open(_folder);
        _files = new PublicFiles(_folder);
        await _hub.Records.WriteAsync(Entries.Write(Entries.Id("a"), "one"), Entries.Write(Entries.Id("b"), "one"), Entries.Write(Entries.Id("c"), "one"));
        _first = (await _hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id;
        await _hub.Records.WriteAsync(Entries.Write(Entries.Id("a"), "two"), Entries.Write(Entries.Id("b"), "one", Visibility.Hidden), Entries.Write(Entries.Id("d"), "one"));
        _second = (await _hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id;
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task AssertProblemAsync(string code, string? detail = null, IReadOnlyCollection<PublicSigningKey>? keys = null)
    {
        VerifyReleaseResult result = await _files.VerifyAsync(_hub, _second, keys);
        Assert.False(result.Ok);
        Assert.Equal(code, result.Problem!.Code);
        if (detail is not null) Assert.Contains(detail, result.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandleAsync_Untouched_IsOk()
    {
        VerifyReleaseResult result = await _files.VerifyAsync(_hub, _second);
        Assert.Equal((true, true, 15, 3L, (await _hub.Signer.KeysAsync(TestHub.Cancel))[0].KeyId), (result.Ok, result.DeltaChecked, result.Files, result.Entries, result.KeyId));
    }

    [Fact]
    public async Task HandleAsync_AnyByteOfAnyFileDamaged_NamesTheFile()
    {
        foreach (ReleaseFile file in _files.Manifest(_second).Files)
        {
            byte[] good = _files.Read(_second, file.Name)!;
            for (int at = 0; at < good.Length; at += 1 + good.Length / 12)
            {
                byte[] bad = [.. good];
                bad[at] ^= 0x10;
                _files.Exchange(_second, file.Name, bad);
                await AssertProblemAsync("release.file-differs", $"{file.Name}: {good.Length} bytes instead of {good.Length}; the first block of 4 MiB that differs is number 0");
            }

            _files.Exchange(_second, file.Name, good[..^1]);
            await AssertProblemAsync("release.file-differs", file.Name);
            _files.Exchange(_second, file.Name, [.. good, 0]);
            await AssertProblemAsync("release.file-differs", file.Name);
            _files.Exchange(_second, file.Name, null);
            await AssertProblemAsync("release.file-missing", file.Name);
            _files.Exchange(_second, file.Name, good);
        }

        Assert.True((await _files.VerifyAsync(_hub, _second)).Ok);
    }

    [Fact]
    public async Task HandleAsync_LargeFileDamaged_NamesTheBlock()
    {
        var random = new Random(3);
        string Noise(int i) => $"{i} {Convert.ToBase64String(Bytes())}";
        byte[] Bytes()
        {
            byte[] bytes = new byte[90_000];
            random.NextBytes(bytes);
            return bytes;
        }

        await _hub.Records.WriteAsync([.. Enumerable.Range(0, 100).Select(i => Entries.Write(Entries.Id($"{i}"), Noise(i)))]);
        _second = (await _hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id;
        const int block = 4 * 1024 * 1024;
        ReleaseFile file = _files.Manifest(_second).Files.Single(f => f.Name == "entries.ndjson.gz");
        Assert.Equal(3, file.Blocks.Count);
        byte[] good = _files.Read(_second, file.Name)!;
        foreach (int at in new[] { 100, block - 1, block, 2 * block - 1, good.Length - 1 })
        {
            byte[] bad = [.. good];
            bad[at] ^= 1;
            _files.Exchange(_second, file.Name, bad);
            await AssertProblemAsync("release.file-differs", $"is number {at / block}, from byte {at / block * block}.");
        }

        _files.Exchange(_second, file.Name, good[..block]);
        await AssertProblemAsync("release.file-differs", "is number 1,");
    }

    [Fact]
    public async Task HandleAsync_ManifestChanged_IsNoted()
    {
        byte[] manifest = _files.Read(_second, ReleaseManifest.FileName)!;
        _files.Exchange(_second, ReleaseManifest.FileName, [.. manifest, (byte)'\n']);
        await AssertProblemAsync("release.manifest-differs");
        _files.Exchange(_second, ReleaseManifest.FileName, null);
        await AssertProblemAsync("release.file-missing", ReleaseManifest.FileName);
        _files.Exchange(_second, ReleaseManifest.FileName, manifest);
        _files.Exchange(_second, ReleaseManifest.SignatureName, null);
        await AssertProblemAsync("release.file-missing", ReleaseManifest.SignatureName);
    }

    [Fact]
    public async Task HandleAsync_SignatureChanged_IsNoted()
    {
        string[] jws = Encoding.ASCII.GetString(_files.Read(_second, ReleaseManifest.SignatureName)!).Split('.');
        void Sign(params string[] parts) => _files.Exchange(_second, ReleaseManifest.SignatureName, Encoding.ASCII.GetBytes(string.Join('.', parts)));
        Sign(jws[0], jws[1], (jws[2][0] == 'A' ? "B" : "A") + jws[2][1..]);
        await AssertProblemAsync("signature.invalid");
        Sign(jws[0], jws[1]);
        await AssertProblemAsync("signature.malformed");
        Sign(jws[0], jws[1], "");
        await AssertProblemAsync("signature.invalid");
        Sign(Convert.ToBase64String("""{"alg":"none","kid":"x"}"""u8).TrimEnd('='), jws[1], jws[2]);
        await AssertProblemAsync("signature.malformed", "none");
        Sign("e30", jws[1], jws[2]);
        await AssertProblemAsync("signature.malformed");
    }

    [Fact]
    public async Task HandleAsync_OtherKey_IsNotTrusted()
    {
        using var otherFolder = new TemporaryFolder();
        using TestHub other = TestHub.Open(otherFolder);
        IReadOnlyList<PublicSigningKey> otherKeys = await other.Signer.KeysAsync(TestHub.Cancel);
        await AssertProblemAsync("signature.unknown-key", keys: [.. otherKeys]);
        PublicSigningKey own = (await _hub.Signer.KeysAsync(TestHub.Cancel))[0];
        await AssertProblemAsync("signature.invalid", keys: [otherKeys[0] with { KeyId = own.KeyId }]);
        await AssertProblemAsync("signature.unknown-key", keys: []);
    }

    [Fact]
    public async Task HandleAsync_OlderReleaseInItsPlace_IsNoted()
    {
        foreach (string file in new[] { ReleaseManifest.FileName, ReleaseManifest.SignatureName }) _files.Exchange(_second, file, _files.Read(_first, file));
        await AssertProblemAsync("release.other-release", _first);
    }

    [Theory]
    [InlineData("""{"dataset":"entries","op":"delete","id":"PT-ESCOLA~c"}""", "PT-ESCOLA~c")]
    [InlineData("""{"dataset":"entries","op":"upsert","record":{"id":"PT-ESCOLA~zz","version":1}}""", "PT-ESCOLA~zz")]
    [InlineData("", "PT-ESCOLA~a")]
    public async Task HandleAsync_SignedDeltaIsWrong_NamesTheFirstRecord(string line, string id)
    {
        string delta = line.Length == 0 ? "" : _files.Text(_second, "delta.ndjson.gz") + line + "\n";
        byte[] content = Encoding.UTF8.GetBytes(delta), zipped = PublicFiles.Zip(delta);
        string sha = Convert.ToHexStringLower(SHA256.HashData(zipped));
        ReleaseManifest manifest = _files.Manifest(_second);
        ReleaseFile file = manifest.Files.Single(f => f.Name == "delta.ndjson.gz") with
        {
            Bytes = zipped.Length,
            Sha256 = sha,
            Blocks = [sha],
            Uncompressed = new ContentIdentity(content.Length, Convert.ToHexStringLower(SHA256.HashData(content))),
        };
        byte[] signed = (manifest with { Files = [.. manifest.Files.Where(f => f.Name != file.Name), file] }).ToBytes();
        _files.Exchange(_second, file.Name, zipped);
        _files.Exchange(_second, ReleaseManifest.FileName, signed);
        _files.Exchange(_second, ReleaseManifest.SignatureName, Encoding.ASCII.GetBytes(await Jws.SignAsync(_hub.Signer, ReleaseManifest.MediaType, signed, TestHub.Cancel)));
        await AssertProblemAsync("release.delta-differs", $"entries: the first record that differs is {id}");
    }

    [Fact]
    public async Task HandleAsync_ContentIsNotWhatTheManifestSays_IsNoted()
    {
        ReleaseManifest manifest = _files.Manifest(_second);
        byte[] signed = (manifest with { Files = [.. manifest.Files.Select(f => f.Name == "entries.csv.gz" ? f with { Uncompressed = f.Uncompressed! with { Bytes = 1 } } : f)] }).ToBytes();
        _files.Exchange(_second, ReleaseManifest.FileName, signed);
        _files.Exchange(_second, ReleaseManifest.SignatureName, Encoding.ASCII.GetBytes(await Jws.SignAsync(_hub.Signer, ReleaseManifest.MediaType, signed, TestHub.Cancel)));
        await AssertProblemAsync("release.content-differs", "entries.csv.gz");
    }

    [Fact]
    public async Task HandleAsync_PreviousReleaseNotAtHand_IsOkWithoutDelta()
    {
        _files.Exchange(_first, "entries.ndjson.gz", null);
        VerifyReleaseResult result = await _files.VerifyAsync(_hub, _second);
        Assert.Equal((true, false), (result.Ok, result.DeltaChecked));
    }

    [Fact]
    public async Task HandleAsync_PreviousReleaseDamaged_IsNamed()
    {
        byte[] good = _files.Read(_first, "entries.ndjson.gz")!;
        _files.Exchange(_first, "entries.ndjson.gz", [1, 2, 3, .. good[3..]]);
        await AssertProblemAsync("release.previous-unreadable", _first);
        _files.Exchange(_first, "entries.ndjson.gz", PublicFiles.Zip("no json\n"));
        await AssertProblemAsync("release.previous-unreadable", _first);
        _files.Exchange(_first, "entries.ndjson.gz", PublicFiles.Zip("{\"id\":\"cut\""));
        await AssertProblemAsync("release.previous-unreadable", _first);
    }
}
