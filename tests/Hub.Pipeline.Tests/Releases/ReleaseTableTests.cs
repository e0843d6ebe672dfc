using System.Text;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Releases;

namespace Hub.Pipeline.Tests.Releases;

/// <summary>The table of a release is written while its columns are still being found; whatever was expected, it comes out right.</summary>
public sealed class ReleaseTableTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TestHub _hub;
    readonly PublicFiles _files;
    long _submission = 1;

    public ReleaseTableTests() => (_hub, _files) = (TestHub.Open(_folder), new PublicFiles(_folder));

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    Task<WriteOutcome[]> WriteAsync(params IEnumerable<(string LocalId, string Titles)> entries) => _hub.Records.WriteAsync(Entries.Table,
        [.. entries.Select(e => RecordWrite.Of(Entries.Id(e.LocalId), Encoding.UTF8.GetBytes($$"""{"localId":"{{e.LocalId}}","title":{{e.Titles}}}"""), Visibility.Public))], Entries.Origin(_submission++), TestHub.Cancel);

    async Task<string[]> CutAsync()
    {
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        string release = (await _hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id;
        VerifyReleaseResult verified = await _files.VerifyAsync(_hub, release);
        Assert.True(verified.Ok, verified.Problem?.ToString());
        return _files.Text(release, "entries.csv.gz").Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    static string[] Titles(string[] table) => [.. table[0].Split(',').Where(c => c.StartsWith("title@", StringComparison.Ordinal))];

    [Fact]
    public async Task HandleAsync_LanguageComesLateInTheFirstRelease_HasItsColumn()
    {
        string filler = new('x', 2000);
        await WriteAsync([.. Enumerable.Range(0, 400).Select(i => ($"a{i:D3}", $$"""{"en":"{{filler}}"}""")), ("b", """{"en":"B","lt":"Bė"}""")]);
        string[] table = await CutAsync();
        Assert.Equal(["title@en", "title@lt"], Titles(table));
        Assert.Equal(402, table.Length);
        Assert.Contains(",B,Bė,", table[^1]);
    }

    [Fact]
    public async Task HandleAsync_LanguagesComeAndGo_ColumnsAreThoseOfTheRecords()
    {
        await WriteAsync(("a", """{"en":"A"}"""), ("b", """{"pt":"B"}"""));
        Assert.Equal(["title@en", "title@pt"], Titles(await CutAsync()));
        await WriteAsync(("c", """{"sl":"C"}"""));
        Assert.Equal(["title@en", "title@pt", "title@sl"], Titles(await CutAsync()));
        await WriteAsync(("b", """{"en":"B"}"""));
        string[] table = await CutAsync();
        Assert.Equal(["title@en", "title@sl"], Titles(table));
        Assert.Equal(4, table.Length);
    }

    [Fact]
    public async Task HandleAsync_TableCannotBeWritten_FailsAndLeavesTheLastRelease()
    {
        await WriteAsync(("a", """{"en":"A"}"""));
        await CutAsync();
        string first = _files.Latest()!.Release;
        string filler = new('x', 60_000);
        await WriteAsync([.. Enumerable.Range(0, 200).Select(i => ($"b{i:D3}", $$"""{"en":"{{filler}}"}"""))]);   // more than is read ahead
        var faults = Faults.At(1, FaultMoment.Inside, call => !call.Contains("entries.csv.gz", StringComparison.Ordinal) || !call.StartsWith("blob-write", StringComparison.Ordinal));
        await Assert.ThrowsAsync<DeathException>(() => _hub.CutOver(faults).HandleAsync(TestHub.Cancel));
        Assert.Equal(first, _files.Latest()!.Release);
        Assert.Equal(202, (await CutAsync()).Length);
    }
}
