using Hub.Pipeline.Tests.Support;
using Hub.Releases;
using Hub.Releases.Gone;

namespace Hub.Pipeline.Tests.Releases;

public sealed class ReleaseKeepingTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TestHub _hub;
    readonly PublicFiles _files;
    int _round;

    public ReleaseKeepingTests() => (_hub, _files) = (TestHub.Open(_folder), new PublicFiles(_folder));

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    async Task<string> CutAsync(Faults? faults = null)
    {
        await _hub.Records.WriteAsync(Entries.Write(Entries.Id("a"), $"{_round++}"));
        _hub.Clock.Advance(TimeSpan.FromDays(1));
        return (await _hub.CutOver(faults ?? new Faults()).HandleAsync(TestHub.Cancel)).Value.Id;
    }

    [Theory]
    [InlineData(0, 0, new[] { true, true, true, true, true })]
    [InlineData(3, 0, new[] { false, false, true, true, true })]
    [InlineData(1, 0, new[] { false, false, false, true, true })]
    [InlineData(0, 4, new[] { false, true, true, true, true })]
    [InlineData(2, 4, new[] { false, true, true, true, true })]
    public async Task HandleAsync_OlderReleases_KeepManifestSignatureAndDelta(int newest, int days, bool[] areWhole)
    {
        _hub.Keeping = new ReleaseKeeping(newest, days);
        var releases = new List<string>();
        for (int i = 0; i < areWhole.Length; i++) releases.Add(await CutAsync());
        Assert.Equal(areWhole, releases.Select(r => _files.Read(r, "entries.ndjson.gz") is not null));
        foreach (string release in releases)
        {
            VerifyReleaseResult verified = await _files.VerifyAsync(_hub, release);
            bool isWhole = areWhole[releases.IndexOf(release)];
            Assert.Equal((isWhole, isWhole ? null : "release.files-withdrawn"), (verified.Ok, verified.Problem?.Code));
            Assert.NotNull(verified.KeyId);
            Assert.Equal(_files.Manifest(release).Previous is not null, _files.Read(release, "delta.ndjson.gz") is not null);
            Assert.NotNull(_files.Read(release, "dcat.jsonld"));
        }
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.After)]
    public async Task HandleAsync_DiesWhileFilesAreRemoved_TheNextCutGoesOn(FaultMoment moment)
    {
        _hub.Keeping = new ReleaseKeeping(2);
        var releases = new List<string> { await CutAsync(), await CutAsync() };
        bool isOver = false;
        for (int back = 0; back < 12 && !isOver; back++)
        {
            // Calls are counted once to know where the end is, at which files are removed.
            var counted = new Faults();
            releases.Add(await CutAsync(counted));
            var faults = Faults.At(counted.Calls - back, moment);
            await _hub.Records.WriteAsync(Entries.Write(Entries.Id("a"), $"{_round++}"));
            _hub.Clock.Advance(TimeSpan.FromDays(1));
            await Assert.ThrowsAsync<DeathException>(() => _hub.CutOver(faults).HandleAsync(TestHub.Cancel));
            Assert.True((await _files.VerifyAsync(_hub, _files.Latest()!.Release)).Ok);
            releases.Add((await _hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id);
            isOver = counted.Log[^(back + 1)].Contains("latest.json", StringComparison.Ordinal);
            Assert.All(releases.Distinct().SkipLast(2), release => Assert.Null(_files.Read(release, "entries.ndjson.gz")));
            Assert.All(releases.Distinct().TakeLast(2), release => Assert.NotNull(_files.Read(release, "entries.ndjson.gz")));
        }

        Assert.True(isOver || _round > 20);
    }
}
