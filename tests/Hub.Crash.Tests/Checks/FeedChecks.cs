using System.Diagnostics;
using System.Text.Json;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Checks;

/// <summary>The feed tells each change once, numbered without gaps, the versions of a record in their order.</summary>
sealed class FeedChecks(PatientClient http, IReadOnlyDictionary<(string Table, string Id, int Version), string> expected)
{
    /// <summary>Changes whose message was lost are found by a sweep, every second here.</summary>
    static readonly TimeSpan SequenceTime = TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        List<JsonElement> changes = await ReadAsync(cancel);
        for (long begin = Stopwatch.GetTimestamp(); changes.Count < expected.Count && Stopwatch.GetElapsedTime(begin) < SequenceTime; changes = await ReadAsync(cancel)) await Task.Delay(200, cancel);

        // Nothing here is ever hidden from the public, so every number is shown.
        Assert.Equal(Enumerable.Range(1, changes.Count).Select(i => (long)i), changes.Select(c => c.GetProperty("sequence").GetInt64()));
        var told = new Dictionary<(string, string, int), string>();
        var last = new Dictionary<(string, string), int>();
        foreach (JsonElement change in changes)
        {
            (string table, string id, int version) = (change.GetProperty("table").GetString()!, change.GetProperty("id").GetString()!, change.GetProperty("version").GetInt32());
            Assert.True(told.TryAdd((table, id, version), change.GetProperty("operation").GetString()!), $"{table} {id} version {version} is told twice.");
            Assert.Equal((table, id, last.GetValueOrDefault((table, id)) + 1), (table, id, version));
            last[(table, id)] = version;
        }

        Assert.Empty(expected.Keys.Except(told.Keys).Take(10));
        Assert.Empty(told.Keys.Except(expected.Keys).Take(10));
        Assert.Empty(told.Where(t => expected[t.Key] != t.Value).Take(10));
    }

    async Task<List<JsonElement>> ReadAsync(CancellationToken cancel)
    {
        List<JsonElement> all = [];
        for (long after = 0; ;)
        {
            JsonElement page = (await http.GetAsync($"/v1/changes?limit=1000&after={after}", cancel)).Json;
            all.AddRange(page.GetProperty("items").EnumerateArray());
            long next = page.GetProperty("next").GetInt64();
            if (next == after) return all;
            after = next;
        }
    }
}
