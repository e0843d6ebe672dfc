using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Crash.Tests.Play;
using Hub.Crash.Tests.Served;
using Hub.Pipeline.Tests.Privacy;
using Hub.Ports;
using Hub.Storage.Embedded.Folders;

namespace Hub.Crash.Tests.Privacy;

/// <summary>A school that sends what it has of marked people, reads, shares and has some of them erased; and hears every answer.</summary>
sealed class MarkedLife(Stage stage, Marks marks) : IDisposable
{
    const string School = "PT-ESCOLA";
    const int People = 8;

    /// <summary>Longer than erasures wait for each other, and than a clearing that was in vain waits.</summary>
    static readonly TimeSpan ClearTime = TimeSpan.FromMinutes(3);

    readonly ConcurrentQueue<(string Request, string Headers, byte[] Body)> _heard = new();
    readonly List<string> _learners = [];
    string[] _people = [];
    List<string> _secrets = [];
    PatientClient? _client;
    int _number;

    PatientClient Client => _client!;

    /// <summary>In which something of a file has been worked on.</summary>
    public TimeSpan Pause => TimeSpan.FromMilliseconds(marks.Choose(5, 60, 200, 500));

    public async Task LearnAsync(CancellationToken cancel)
    {
        await stage.LearnAsync(cancel);
        _ = (await stage.Registrar.PutJsonAsync($"/v1/organisations/{School}", new { legalName = new { pt = "Escola" }, country = "PT", identifiers = new[] { "PIC:999" } }, cancel)).Json;
        JsonElement key = (await stage.Registrar.PostJsonAsync("/v1/keys", new { organisation = School, roles = new[] { "provider" } }, cancel)).Json;
        _client = new PatientClient(stage.Hub.Address, key.GetProperty("secret").GetString()!, (_, _) => { }) { Heard = (request, headers, body) => _heard.Enqueue((request, headers, body)) };
        _people = [.. Enumerable.Range(0, People).Select(_ => marks.Next("id"))];
    }

    public async Task SendAsync(string format, CancellationToken cancel)
    {
        MarkedRow[] rows = [.. Enumerable.Range(0, 20).Select(_ => MarkedRow.Of(marks, $"A-{_number++}", marks.Choose(_people)))];
        MarkedRow[] bad = format == "elmo" ? [] : [MarkedRow.Of(marks, $"R-{_number}", marks.Choose(_people), ("awardedOn", marks.Next("date"))), MarkedRow.Of(marks, $"S-{_number}", "", ("creditPoints", marks.Next("points")))];
        string name = Uri.EscapeDataString(marks.Next("file") + MarkedFiles.EndingOf(format));
        Answer sent = await Client.PostAsync($"/v1/submissions?kind=achievements&fileName={name}", MarkedFiles.Write(format, [.. rows, .. bad]), "application/octet-stream", Guid.NewGuid().ToString(), cancel);
        string id = sent.Json.GetProperty("id").GetString()!;
        JsonElement done;
        do
        {
            await Task.Delay(50, cancel);
            done = (await Client.GetAsync($"/v1/submissions/{id}", cancel)).Json;
        }
        while (!Sent.HasEnded(done));

        Assert.True(Sent.TotalsOf(done) is { Accepted: 20 } totals && totals.Rejected == bad.Length, $"{format}: {done}");
        (await Client.GetAsync($"/v1/submissions/{id}/findings", cancel)).Done();
        (await Client.GetAsync($"/v1/submissions/{id}/receipt", cancel)).Done();
        if (bad.Length > 0) Assert.NotEmpty(new MarkScan(marks).Bytes("errors", (await Client.GetAsync($"/v1/submissions/{id}/errors", cancel)).Done().Content));
    }

    /// <summary>Requests that are refused, with marks in all places of them.</summary>
    public async Task AskWronglyAsync(CancellationToken cancel)
    {
        MarkedRow row = MarkedRow.Of(marks, "P-1", _people[0], ("awardedOn", marks.Next("date")));
        string json = MarkedFiles.Json(row), other = Uri.EscapeDataString(marks.Next("query"));
        List<Answer> refused =
        [
            await Client.SendAsync(HttpMethod.Put, $"/v1/achievements/{School}~P-1", Encoding.UTF8.GetBytes(json), "application/json", null, cancel),
            await Client.SendAsync(HttpMethod.Put, $"/v1/achievements/{School}~P-1", Encoding.UTF8.GetBytes(json[..^4]), "application/json", null, cancel),
            await Client.SendAsync(HttpMethod.Put, $"/v1/achievements/{School}~P-1", Encoding.UTF8.GetBytes(json.Replace("P-1", marks.Next("local"), StringComparison.Ordinal)), "application/json", null, cancel),
            await Client.PostAsync("/v1/batches/achievements", Encoding.UTF8.GetBytes($"[{json}"), "application/json", null, cancel),
            await Client.GetAsync($"/v1/learners/{other}/record", cancel),
            await Client.GetAsync($"/v1/achievements/{School}~{other}", cancel),
            await Client.GetAsync($"/shared/{other}", cancel),
            await Client.GetAsync($"/v1/submissions/{other}", cancel),
        ];
        Assert.All(refused, answer => Assert.False(answer.IsSuccess, answer.Request));
        Answer batch = await Client.PostAsync("/v1/batches/achievements", Encoding.UTF8.GetBytes($"[{json},{MarkedFiles.Json(MarkedRow.Of(marks, "P-2", _people[1]))}]"), "application/json", null, cancel);
        batch.Done();
    }

    /// <summary>A file that nobody ever confirms.</summary>
    public async Task UploadAsync(CancellationToken cancel)
    {
        JsonElement begun = (await Client.PostAsync("/v1/submissions?kind=achievements&upload=true", null, null, null, cancel)).Json;
        string link = begun.GetProperty("uploadUrl").GetString()!;
        byte[] file = MarkedFiles.Write("csv", [MarkedRow.Of(marks, "L-1", _people[2])]);
        (await Client.SendAsync(HttpMethod.Put, $"{link}?comp=block&blockid=MQ%3D%3D", file, "text/csv", null, cancel)).Done();
        (await Client.SendAsync(HttpMethod.Put, link, file, "text/csv", null, cancel)).Done();
        string blocks = (await Client.GetAsync($"{link}?comp=blocklist", cancel)).Done().Text;
        Assert.Contains($"<Size>{file.Length}</Size>", blocks, StringComparison.Ordinal);
    }

    public async Task ReadAndShareAsync(CancellationToken cancel)
    {
        for (int i = 0; i < _number; i++)
        {
            Answer read = await Client.GetAsync($"/v1/achievements/{School}~A-{i}", cancel);
            if (read.IsSuccess && read.Json.GetProperty("learner").GetString() is { } learner && !_learners.Contains(learner)) _learners.Add(learner);
        }

        Assert.Contains(_heard, h => Encoding.UTF8.GetString(h.Body).Contains(Marks.Beginning, StringComparison.Ordinal));
        string one = _learners[0];
        foreach (string format in (string[])["", "?format=csv", "?format=elmo", "?format=html"]) await Client.GetAsync($"/v1/learners/{one}/record{format}", cancel);
        JsonElement items = (await Client.GetAsync($"/v1/learners/{one}/achievements", cancel)).Json.GetProperty("items");
        var share = new { achievements = new[] { items[0].GetProperty("id").GetString() }, parts = new[] { "person" }, expiresAt = DateTimeOffset.UtcNow.AddDays(1).ToString("O", CultureInfo.InvariantCulture) };
        string href = (await Client.PostJsonAsync($"/v1/learners/{one}/shares", share, cancel)).Json.GetProperty("href").GetString()!;
        (await Client.GetAsync(href, cancel)).Done();
        await stage.Registrar.PostAsync("/v1/releases?wait=true", null, null, null, cancel);
    }

    public async Task EraseAsync(CancellationToken cancel)
    {
        _secrets = SecretsOf(stage.Hub.Data);
        (await stage.Registrar.PostJsonAsync($"/v1/learners/{_learners[1]}/merge", new { with = _learners[0] }, cancel)).Done();
        foreach (string learner in _learners.Where((_, i) => i != 1))
        {
            Answer erased = await stage.Registrar.SendAsync(HttpMethod.Delete, $"/v1/learners/{learner}", null, null, null, cancel);
            Assert.Equal("erased", erased.Json.GetProperty("outcome").GetString());
        }
    }

    /// <summary>Identities and wrapped keys of all learners, read beside the hub.</summary>
    public List<string> SecretsOf(string data)
    {
        using DataFolder folder = DataFolder.OpenForReading(data, TimeProvider.System);
        var secrets = new List<string>();
        foreach (string learner in _learners)
        {
            TableRow row = folder.Tables.FindAsync(KeyTables.Learners, learner[..2], $"k~{learner}", CancellationToken.None).GetAwaiter().GetResult()!;
            JsonElement json = JsonElement.Parse(row.Body.Span);
            secrets.AddRange([json.GetProperty("key").GetString()!, json.GetProperty("identity").GetString()!]);
        }

        return secrets;
    }

    public async Task UntilNothingIsLeftAsync(string data, CancellationToken cancel)
    {
        Assert.Equal(2 * _learners.Count, _secrets.Count);
        long begin = System.Diagnostics.Stopwatch.GetTimestamp();
        while (Left(data).Any() && System.Diagnostics.Stopwatch.GetElapsedTime(begin) < ClearTime) await Task.Delay(500, cancel);
        Assert.Empty(Left(data));
    }

    public void Dispose() => _client?.Dispose();

    /// <summary>What is left of identities and keys of the erased in any file.</summary>
    public IEnumerable<string> Left(string data) => MarkScan.Containing(data, _secrets);

    public IEnumerable<string> Scan(string data) => new MarkScan(marks).Folder(data);

    public IEnumerable<string> Scan(string where, string text) => new MarkScan(marks).Text(where, text);

    /// <summary>Bodies that give somebody's data to who may have them are left out; their headers are not.</summary>
    public IEnumerable<string> ScanAnswers()
    {
        var scan = new MarkScan(marks);
        foreach ((string request, string headers, byte[] body) in _heard)
        {
            foreach (string found in scan.Text($"headers of {request}", headers)) yield return found;
            bool isOwnData = request.Contains("/errors", StringComparison.Ordinal) || request.Contains("/record", StringComparison.Ordinal) || request.Contains("/shared/", StringComparison.Ordinal) || request.Contains("/achievements", StringComparison.Ordinal);
            bool isProblem = body.AsSpan().IndexOf("\"code\":"u8) >= 0 && body.AsSpan().IndexOf("\"status\":"u8) >= 0;
            if (isOwnData && !isProblem) continue;
            foreach (string found in scan.Bytes(request, body)) yield return found;
        }
    }
}
