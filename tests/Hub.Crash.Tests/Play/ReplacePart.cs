using System.Text.Json;

namespace Hub.Crash.Tests.Play;

/// <summary>An organisation that always sends all it has: what a file does not name is withdrawn, after a confirmation where the hub asks.</summary>
sealed class ReplacePart(Sender sender, Random random) : IPart
{
    const int PoolSize = 60;

    int _titles;

    public IReadOnlyList<Sender> Senders { get; } = [sender];

    public async Task PlayAsync(int act, CancellationToken cancel)
    {
        for (int files = random.Next(1, 3); files > 0; files--)
        {
            int few = random.Next(3) == 0 ? PoolSize / 2 : 3;
            HashSet<int> left = [.. Enumerable.Range(0, few).Select(_ => random.Next(PoolSize))];
            List<Row> rows = [.. Enumerable.Range(0, PoolSize).Where(i => !left.Contains(i)).Select(i => NextRow($"R-{i}"))];
            Sent sent = await sender.SendAsync("replace", rows, cancel);
            JsonElement ended = await sender.EndAsync(sent, null, cancel);
            if (ended.GetProperty("status").GetString() == "awaiting-confirmation")
            {
                _ = (await sender.Http.PostAsync($"/v1/submissions/{sent.Id}/confirm", null, null, null, cancel)).Json;
                ended = await sender.EndAsync(sent, s => s.GetProperty("status").GetString() != "awaiting-confirmation", cancel);
            }

            sent.Expected = sender.Books.Replace(rows);
            Assert.Equal((sent.Id, "finished", sent.Expected), (sent.Id, ended.GetProperty("status").GetString(), Sent.TotalsOf(ended)));
        }
    }

    Row NextRow(string localId) => random.Next(12) switch
    {
        0 => new Row(localId, "never there", RowState.Bad),          // protects what is there
        < 5 => new Row(localId, $"Title {_titles++}"),
        _ => new Row(localId, sender.Books.TitleOf(localId) ?? $"Title {_titles++}"),
    };
}
