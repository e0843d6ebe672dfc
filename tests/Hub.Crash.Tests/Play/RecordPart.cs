using System.Text.Json;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Play;

/// <summary>A system that sends records instead of files: one at a time, or as batches.</summary>
sealed class RecordPart(Sender sender, Random random) : IPart
{
    int _titles;

    public IReadOnlyList<Sender> Senders { get; } = [sender];

    public async Task PlayAsync(int act, CancellationToken cancel)
    {
        for (int i = 0; i < 12; i++)
        {
            if (sender.Stage.HasSinglePuts && random.Next(2) == 0) await OneAsync(cancel);
            if (sender.Stage.HasBatches && random.Next(3) == 0) await BatchAsync(cancel);
        }
    }

    async Task OneAsync(CancellationToken cancel)
    {
        string id = $"P-{random.Next(15)}", address = $"/v1/catalogue/{sender.Books.Organisation}~{id}";
        if (sender.Books.TitleOf(id) is not null && random.Next(4) == 0)
        {
            (await sender.Http.SendAsync(HttpMethod.Delete, address, null, null, null, cancel)).Done();
            sender.Books.Write(id, null);
            return;
        }

        var row = new Row(id, NextTitle(id));
        _ = (await sender.Http.PutJsonAsync(address, row.Record, cancel)).Json;
        sender.Books.Write(id, row.Title);
    }

    async Task BatchAsync(CancellationToken cancel)
    {
        Row[] rows = [.. Enumerable.Range(0, 30).Where(_ => random.Next(2) == 0).Select(i => new Row($"B-{i}", NextTitle($"B-{i}"))), new Row("B-BAD", "never there", RowState.Bad)];
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(rows.Select(r => r.Record));
        string key = Guid.NewGuid().ToString();
        JsonElement applied = (await sender.Http.PostAsync("/v1/batches/catalogue", body, "application/json", key, cancel)).Json;
        Totals expected = sender.Books.Merge(rows);
        Assert.Equal(expected, CountsOf(applied));
        if (random.Next(3) == 0) Assert.Equal(expected, CountsOf((await sender.Http.PostAsync("/v1/batches/catalogue", body, "application/json", key, cancel)).Json));
    }

    static Totals CountsOf(JsonElement batch)
    {
        int Of(string name) => batch.GetProperty("counts").GetProperty(name).GetInt32();
        return new Totals(Of("accepted"), Of("unchanged"), Of("held"), Of("rejected"), 0);
    }

    string NextTitle(string localId) => random.Next(4) == 0 && sender.Books.TitleOf(localId) is { } title ? title : $"Title {_titles++}";
}
