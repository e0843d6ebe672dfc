using System.Text.Json;
using Hub.Feed;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Releases;

namespace Hub.Pipeline.Tests.Releases;

public sealed class CutReleaseTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TestHub _hub;
    readonly PublicFiles _files;
    long _submission = 1;

    public CutReleaseTests() => (_hub, _files) = (TestHub.Open(_folder), new PublicFiles(_folder));

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    static RecordWrite Entry(string localId, string title, Visibility visibility = Visibility.Public) => Entries.Write(Entries.Id(localId), title, visibility);

    Task<WriteOutcome[]> WriteAsync(params RecordWrite[] writes) => _hub.Records.WriteAsync(Entries.Table, writes, Entries.Origin(_submission++), TestHub.Cancel);

    async Task<string> CutAsync()
    {
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        return (await _hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id;
    }

    async Task AssertVerifiedAsync(string release, bool delta)
    {
        VerifyReleaseResult result = await _files.VerifyAsync(_hub, release);
        Assert.True(result.Ok, result.Problem?.ToString());
        Assert.Equal((delta, _files.Manifest(release).Files.Count), (result.DeltaChecked, result.Files));
    }

    static string[] Titles(IEnumerable<string> lines) => [.. lines.Select(line =>
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return $"{json.RootElement.GetProperty("localId").GetString()} {json.RootElement.GetProperty("version").GetInt32()} {json.RootElement.GetProperty("title").GetProperty("en").GetString()}";
    })];

    string[] Delta(string release) => [.. _files.Text(release, "delta.ndjson.gz").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        using JsonDocument json = JsonDocument.Parse(line);
        JsonElement root = json.RootElement;
        string id = root.TryGetProperty("record", out JsonElement record) ? record.GetProperty("id").GetString()! : root.GetProperty("id").GetString()!;
        return $"{root.GetProperty("dataset").GetString()} {root.GetProperty("op").GetString()} {id[(id.IndexOf('~', StringComparison.Ordinal) + 1)..]}";
    })];

    [Fact]
    public async Task HandleAsync_First_HoldsEverythingPublicAndNoDelta()
    {
        await WriteAsync(Entry("b", "B"), Entry("a", "A"), Entry("c", "C", Visibility.Hidden));
        await _hub.RegisterAsync("PT-X", "PT");
        string release = await CutAsync();
        Assert.Equal(["a 1 A", "b 1 B"], Titles(_files.Records(release, "entries").Values));
        Assert.Equal(["PT-X"], _files.Records(release, "organisations").Keys);
        ReleaseManifest manifest = _files.Manifest(release);
        Assert.Null(manifest.Previous);
        Assert.DoesNotContain(manifest.Files, f => f.Name == "delta.ndjson.gz");
        Assert.Equal((4L, 2L, 1L), (manifest.Sequence, manifest.Counts["entries"], manifest.Counts["organisations"]));
        Assert.Equal((release, 4L), (_files.Latest()!.Release, _files.Latest()!.Sequence));
        await AssertVerifiedAsync(release, delta: false);
    }

    [Fact]
    public async Task HandleAsync_Descriptions_NameEveryFileOfData()
    {
        await WriteAsync(Entry("a", "A"));
        string release = await CutAsync();
        ReleaseManifest manifest = _files.Manifest(release);
        string[] data = [.. manifest.Files.Where(f => f.Uncompressed is not null || f.Name == "loq-omitted.csv").Select(f => f.Name).Order(StringComparer.Ordinal)];
        string[] descriptions = [.. manifest.Files.Select(f => f.Name).Except(data)];
        Assert.Equal(["datapackage.json", "accreditations.csv-metadata.json", "entries.csv-metadata.json", "organisations.csv-metadata.json", "dcat.jsonld"], descriptions);
        using JsonDocument package = JsonDocument.Parse(_files.Read(release, "datapackage.json")!);
        Assert.Equal(data, package.RootElement.GetProperty("resources").EnumerateArray().Select(r => r.GetProperty("path").GetString()!).Order(StringComparer.Ordinal));
        using JsonDocument dcat = JsonDocument.Parse(_files.Read(release, "dcat.jsonld")!);
        Assert.Equal(data.Length, dcat.RootElement.GetProperty("@graph").EnumerateArray().Count(node => node.GetProperty("@type").GetString() == "dcat:Distribution"));
        using JsonDocument table = JsonDocument.Parse(_files.Read(release, "entries.csv-metadata.json")!);
        JsonElement title = table.RootElement.GetProperty("tableSchema").GetProperty("columns").EnumerateArray().Single(c => c.GetProperty("titles").GetString() == "title@en");
        Assert.Equal(("title_en", "en", "string"), (title.GetProperty("name").GetString(), title.GetProperty("lang").GetString(), title.GetProperty("datatype").GetString()));
    }

    [Fact]
    public async Task HandleAsync_EmptyHub_IsAReleaseToo()
    {
        string release = await CutAsync();
        Assert.Empty(_files.Records(release, "entries"));
        Assert.All(_files.Manifest(release).Files.Where(f => f.Uncompressed is not null), file => Assert.Equal([0x1f, 0x8b], _files.Read(release, file.Name)!.Take(2)));   // gzip, also of nothing
        await AssertVerifiedAsync(release, delta: false);
        await WriteAsync(Entry("a", "A"));
        await AssertVerifiedAsync(await CutAsync(), delta: true);
    }

    [Fact]
    public async Task HandleAsync_Second_DeltaTellsWhatChanged()
    {
        await WriteAsync(Entry("changed", "one"), Entry("kept", "one"), Entry("withdrawn", "one"), Entry("twice", "one"), Entry("back", "one"));
        string first = await CutAsync();
        await WriteAsync(Entry("changed", "two"), Entry("withdrawn", "one", Visibility.Hidden), Entry("new", "one"), Entry("twice", "two"), Entry("back", "one", Visibility.Hidden));
        await WriteAsync(Entry("twice", "three"), Entry("back", "two"));
        string second = await CutAsync();
        Assert.Equal(["entries upsert back", "entries upsert changed", "entries upsert new", "entries upsert twice", "entries delete withdrawn"], Delta(second));
        Assert.Equal(["back 3 two", "changed 2 two", "kept 1 one", "new 1 one", "twice 3 three"], Titles(_files.Records(second, "entries").Values));
        Assert.Equal(first, _files.Manifest(second).Previous?.Release);
        await AssertVerifiedAsync(second, delta: true);
        Assert.Equal(["changed 1 one", "kept 1 one", "withdrawn 1 one"], Titles(_files.Records(first, "entries").Values).Where(t => t[0] is 'c' or 'k' or 'w'));
    }

    [Fact]
    public async Task HandleAsync_NothingChanged_IsTheSameReleaseAgain()
    {
        await WriteAsync(Entry("a", "A"));
        string first = await CutAsync();
        Assert.Equal(first, await CutAsync());
        Assert.Single((await _hub.Releases.ListAsync(null, 10, TestHub.Cancel)).Items);
    }

    [Fact]
    public async Task HandleAsync_DraftsOnly_LeaveNoTraceInAnyPublicFile()
    {
        await WriteAsync(Entry("a", "A"), Entry("secret-1", "secret", Visibility.Hidden));
        await CutAsync();
        await WriteAsync(Entry("secret-1", "secret still", Visibility.Hidden), Entry("secret-2", "secret too", Visibility.Hidden));
        string second = await CutAsync();
        Assert.Empty(Delta(second));
        await AssertVerifiedAsync(second, delta: true);
        Assert.All(_files.Everything(), file => Assert.DoesNotContain("secret", file.Value, StringComparison.Ordinal));
        Assert.Contains(_files.Everything().Values, text => text.Contains("\"title\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HandleAsync_WithdrawnAndEditedWhileHidden_IsStillATombstone()
    {
        await WriteAsync(Entry("a", "one"), Entry("b", "one"));
        await CutAsync();
        await WriteAsync(Entry("a", "one", Visibility.Hidden));
        await WriteAsync(Entry("a", "hidden words", Visibility.Hidden));
        string second = await CutAsync();
        Assert.Equal(["entries delete a"], Delta(second));
        Assert.Equal(["b 1 one"], Titles(_files.Records(second, "entries").Values));
        await AssertVerifiedAsync(second, delta: true);
        Assert.All(_files.Everything(), file => Assert.DoesNotContain("hidden words", file.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task HandleAsync_RandomHistories_ReleaseIsTheModel()
    {
        var random = new Random(11);
        var model = new SortedDictionary<string, (int Version, string Title, Visibility Visibility)>(StringComparer.Ordinal);
        for (int round = 0; round < 25; round++)
        {
            for (int batch = random.Next(4); batch >= 0; batch--)
            {
                RecordWrite[] writes = [.. Enumerable.Range(0, random.Next(1, 15)).Select(_ => random.Next(60)).Distinct()
                    .Select(i => Entry($"{i}~é", $"{round} {batch}", random.Next(3) == 0 ? Visibility.Hidden : Visibility.Public))];
                await WriteAsync(writes);
                foreach (RecordWrite write in writes) model[write.Id] = (model.GetValueOrDefault(write.Id).Version + 1, $"{round} {batch}", write.Visibility);
                if (random.Next(3) == 0) await _hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel);
            }

            string release = await CutAsync();
            Assert.Equal(
                model.Where(m => m.Value.Visibility == Visibility.Public).Select(m => $"{m.Key[(m.Key.IndexOf('~', StringComparison.Ordinal) + 1)..]} {m.Value.Version} {m.Value.Title}"),
                Titles(_files.Records(release, "entries").Values));
            await AssertVerifiedAsync(release, delta: round > 0);
        }
    }

    [Fact]
    public async Task HandleAsync_RecordsChangeWhileItRuns_HoldsThePointInTime()
    {
        await WriteAsync([.. Enumerable.Range(0, 40).Select(i => Entry($"{i:D2}", "before"))]);
        bool changed = false;
        // The first look at a record comes after the point of the cut was taken.
        var faults = new Faults
        {
            Skip = call =>
            {
                if (changed || !call.StartsWith("find-many entries", StringComparison.Ordinal)) return false;
                changed = true;
                WriteAsync([.. Enumerable.Range(0, 60).Select(i => Entry($"{i:D2}", "after", i % 5 == 0 ? Visibility.Hidden : Visibility.Public))]).GetAwaiter().GetResult();
                _hub.Sequencer.DrainAsync(Entries.Table, TestHub.Cancel).GetAwaiter().GetResult();
                return false;
            },
        };
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        string release = (await _hub.CutOver(faults).HandleAsync(TestHub.Cancel)).Value.Id;
        Assert.True(changed);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{i:D2} 1 before"), Titles(_files.Records(release, "entries").Values));
        string next = await CutAsync();
        Assert.Equal(Enumerable.Range(0, 60).Where(i => i % 5 != 0).Select(i => $"{i:D2} {(i < 40 ? 2 : 1)} after"), Titles(_files.Records(next, "entries").Values));
        await AssertVerifiedAsync(next, delta: true);
    }

    [Fact]
    public async Task HandleAsync_SameFeedInTwoFolders_SameBytes()
    {
        using var otherFolder = new TemporaryFolder();
        using TestHub other = TestHub.Open(otherFolder);
        var manifests = new List<ReleaseManifest>();
        foreach ((TestHub hub, PublicFiles files) in new[] { (_hub, _files), (other, new PublicFiles(otherFolder)) })
        {
            for (int round = 0; round < 3; round++)
            {
                await hub.Records.WriteAsync([.. Enumerable.Range(0, 300).Where(i => i % (round + 1) == 0).Select(i => Entry($"{i}", $"{round}", (i + round) % 7 == 0 ? Visibility.Hidden : Visibility.Public))]);
                await hub.RegisterAsync($"PT-{round}", "PT");
                hub.Clock.Advance(TimeSpan.FromHours(hub == other ? 5 : 1));
                manifests.Add(files.Manifest((await hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id));
            }
        }

        for (int round = 0; round < 3; round++)
            Assert.Equal(manifests[round].Files.Select(f => (f.Name, f.Rows, f.Uncompressed)), manifests[round + 3].Files.Select(f => (f.Name, f.Rows, f.Uncompressed)));
    }

    [Theory]
    [InlineData(FaultMoment.Before)]
    [InlineData(FaultMoment.Inside)]
    [InlineData(FaultMoment.After)]
    public async Task HandleAsync_DiesAtEachCall_LatestAlwaysVerifiesAndTheNextCutCompletes(FaultMoment moment)
    {
        static bool IsSweep(string call) => call.StartsWith("scan", StringComparison.Ordinal) && call.Contains("!out~", StringComparison.Ordinal);
        await WriteAsync(Entry("a", "one"), Entry("b", "one"));
        string? latest = null;
        int deaths = 0;
        for (int at = 1; ; at++)
        {
            // Not every other time: a hidden entry is a call less, and each cut would die at calls of the same kind.
            Visibility visibility = at / 2 % 2 == 0 ? Visibility.Public : Visibility.Hidden;
            await WriteAsync(Entry("a", $"{at}"), Entry($"draft-{at}", "x", Visibility.Hidden), Entry("b", "one", visibility));
            var faults = Faults.At(at, moment, IsSweep);
            try
            {
                await _hub.CutOver(faults).HandleAsync(TestHub.Cancel);
            }
            catch (DeathException)
            {
                deaths++;
            }

            if (_files.Latest() is { } pointed && pointed.Release != latest) await AssertVerifiedAsync(pointed.Release, delta: latest is not null);
            if (at % 2 == 0) _hub.Clock.Advance(TimeSpan.FromSeconds(1));   // taken up in the same second, or later
            latest = (await _hub.Cut.HandleAsync(TestHub.Cancel)).Value.Id;
            Assert.Equal(latest, _files.Latest()!.Release);
            Assert.Equal(await _hub.Feed.LastAsync(TestHub.Cancel), _files.Latest()!.Sequence);
            await AssertVerifiedAsync(latest, delta: _files.Manifest(latest).Previous is not null);
            Assert.Equal(visibility == Visibility.Public ? [$"a {at + 1} {at}", "b"] : [$"a {at + 1} {at}"], Titles(_files.Records(latest, "entries").Values).Select(t => t[0] == 'b' ? "b" : t));
            if (faults.Calls < at) break;
        }

        Assert.True(deaths > 7);
        Assert.All(_files.Everything(), file => Assert.DoesNotContain("draft-", file.Value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HandleAsync_AnotherCutWithinItsWrites_LatestVerifiesAndIsTheNewest(bool moreRecords)
    {
        await WriteAsync(Entry("a", "0"));
        bool more = true;
        for (int at = 1; more; at++)
        {
            await WriteAsync(Entry("a", $"{at}"));
            _hub.Clock.Advance(TimeSpan.FromMilliseconds(1700));
            int writes = 0;
            // Before its write number 'at' another cut runs from end to end, within the same second or nearly so.
            var slow = new Faults
            {
                Skip = call =>
                {
                    if (!call.StartsWith("blob-write", StringComparison.Ordinal) || ++writes != at) return false;
                    if (moreRecords) WriteAsync(Entry("b", $"{at}")).GetAwaiter().GetResult();
                    _hub.Clock.Advance(TimeSpan.FromMilliseconds(1));
                    _hub.Cut.HandleAsync(TestHub.Cancel).GetAwaiter().GetResult();
                    return false;
                },
            };
            await _hub.CutOver(slow).HandleAsync(TestHub.Cancel);
            more = writes >= at;
            ReleaseSummary newest = (await _hub.Releases.NewestAsync(TestHub.Cancel))!.Value.Release;
            Assert.Equal((newest.Id, newest.Sequence), (_files.Latest()!.Release, _files.Latest()!.Sequence));
            Assert.Equal(newest.Sequence, await _hub.Feed.LastAsync(TestHub.Cancel));
            await AssertVerifiedAsync(newest.Id, delta: _files.Manifest(newest.Id).Previous is not null);
        }
    }

    [Fact]
    public async Task HandleAsync_CutsAtOnce_LatestVerifiesAndIsTheNewest()
    {
        for (int round = 0; round < 8; round++)
        {
            await WriteAsync(Entry("a", $"{round}"));
            _hub.Clock.Advance(TimeSpan.FromMilliseconds(700));
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => _hub.CutOver(new Faults()).HandleAsync(TestHub.Cancel))));
            ReleaseSummary newest = (await _hub.Releases.NewestAsync(TestHub.Cancel))!.Value.Release;
            Assert.Equal((newest.Id, newest.Sequence), (_files.Latest()!.Release, _files.Latest()!.Sequence));
            await AssertVerifiedAsync(newest.Id, delta: round > 0);
        }
    }

    [Fact]
    public async Task HandleAsync_FileOfThePreviousReleaseIsGone_FailsRatherThanPublishingAPart()
    {
        await WriteAsync(Entry("a", "A"));
        string first = await CutAsync();
        await _hub.Blobs.DeleteAsync(ReleasePaths.Of(first, ReleasePaths.FullName("entries")), TestHub.Cancel);
        await WriteAsync(Entry("b", "B"));
        await Assert.ThrowsAsync<ReleaseFileGoneException>(CutAsync);
        Assert.Equal(first, _files.Latest()!.Release);
    }

    [Fact]
    public async Task HandleAsync_TakenFromSubmissions_CsvAndNdjsonAgree()
    {
        await _hub.RegisterAsync("PT-ESCOLA", "PT");
        await _hub.SubmitAsync(Submissions.SubmissionTests.Mixed);
        await _hub.SubmitAsync("localId,kind,title@pt,title@en,learningOutcomes@pt,languages,modes,workloadHours,homepage\nX,module,\"a, \"\"b\"\"\nc\",d,um|dois,pt|en,online|blended,12.5,https://example.org/a\n");
        string release = await CutAsync();
        foreach (string dataset in new[] { "entries", "organisations" })
        {
            List<string[]> table = Csv(_files.Text(release, $"{dataset}.csv.gz"));
            List<string> lines = [.. _files.Records(release, dataset).Values];
            Assert.Equal(lines.Count, table.Count - 1);
            Assert.Equal(lines.Count, _files.Manifest(release).Files.Single(f => f.Name == $"{dataset}.csv.gz").Rows);
            for (int row = 0; row < lines.Count; row++)
            {
                using JsonDocument json = JsonDocument.Parse(lines[row]);
                Assert.Equal(table[0].Select(column => CellOf(json.RootElement, column)), table[row + 1]);
                Assert.Equal(json.RootElement.EnumerateObject().Sum(p => p.Value.ValueKind == JsonValueKind.Object ? p.Value.EnumerateObject().Count() : 1), table[row + 1].Count(cell => cell.Length > 0));
            }
        }

        await AssertVerifiedAsync(release, delta: false);
    }

    static string CellOf(JsonElement record, string column)
    {
        string[] parts = column.Split('@');
        if (!record.TryGetProperty(parts[0], out JsonElement value)) return "";
        if (parts.Length == 2 && !value.TryGetProperty(parts[1], out value)) return "";
        return value.ValueKind == JsonValueKind.Array ? string.Join('|', value.EnumerateArray().Select(v => v.ToString())) : value.ToString();
    }

    /// <summary>RFC 4180, as anyone would read it.</summary>
    static List<string[]> Csv(string text)
    {
        var rows = new List<string[]>();
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
            else if (c == '"') quoted = !quoted;
            else if (!quoted && c is ',' or '\n')
            {
                if (quoted) { cell.Append(c); continue; }
                cells.Add(cell.ToString());
                cell.Clear();
                if (c == ',') continue;
                rows.Add([.. cells]);
                cells.Clear();
            }
            else if (quoted || c != '\r') cell.Append(c);
        }

        return rows;
    }
}
