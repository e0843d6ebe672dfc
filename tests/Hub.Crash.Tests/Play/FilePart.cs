using System.Text.Json;

namespace Hub.Crash.Tests.Play;

/// <summary>
/// Files of good, bad, held, doubled and updated rows in all modes but replace, several at once; the rejected rows are corrected,
/// the held ones decided.
/// </summary>
sealed class FilePart(Sender sender, Random random, int largeRows) : IPart
{
    const int PoolSize = 40;

    int _titles, _own;

    public IReadOnlyList<Sender> Senders { get; } = [sender];

    public async Task PlayAsync(int act, CancellationToken cancel)
    {
        (string Mode, List<Row> Rows)[] files = [.. Enumerable.Range(0, random.Next(2, 5)).Select(_ => NextFile())];
        if (largeRows > 0) files[0] = ("merge", LargeFile(act));
        bool byLink = sender.Stage.HasUploads && random.Next(2) == 0;
        Sent[] first = byLink ? [await sender.SendAsync(files[0].Mode, files[0].Rows, cancel, byLink)] : [];
        Sent[] sent = [.. first, .. await Task.WhenAll(files.Skip(first.Length).Select(f => sender.SendAsync(f.Mode, f.Rows, cancel)))];
        JsonElement[] ended = await Task.WhenAll(sent.Select(s => sender.EndAsync(s, null, cancel)));
        // The hub numbers them as they come and applies them in that order.
        foreach (int i in Enumerable.Range(0, sent.Length).OrderBy(i => sent[i].Number)) Enter(sent[i], ended[i]);
        if (!sender.Stage.HasRounds) return;
        foreach (Sent file in sent.Where(s => s.Mode != "check"))
        {
            if (random.Next(4) > 0) await new Rounds(sender, file).CorrectAsync(cancel);
            await new Rounds(sender, file).DecideAsync(random, cancel);
        }
    }

    void Enter(Sent sent, JsonElement ended)
    {
        Totals totals = Sent.TotalsOf(ended);
        Assert.Equal((sent.Id, "finished", sent.Rows.Count), (sent.Id, ended.GetProperty("status").GetString(), totals.Rows));
        if (sent.Mode == "check") return;
        sent.Expected = sent.Mode == "all-or-nothing" ? sender.Books.AllOrNothing(sent.Rows) : sender.Books.Merge(sent.Rows);
        Assert.Equal((sent.Id, sent.Expected), (sent.Id, totals));
    }

    (string Mode, List<Row> Rows) NextFile()
    {
        string mode = random.Next(sender.Stage.HasRounds ? 6 : 4) switch { 0 => "check", 4 or 5 => "all-or-nothing", _ => "merge" };
        List<Row> rows = [];
        bool onlyGood = mode == "all-or-nothing" && random.Next(2) == 0;
        // Rows that come in later are about entries that no other file names: which file is first would decide about others.
        if (mode != "all-or-nothing" || onlyGood)
            foreach (int i in Enumerable.Range(0, PoolSize).OrderBy(_ => random.Next()).Take(random.Next(5, 20))) rows.Add(PoolRow($"U-{i}"));
        else rows.AddRange(Enumerable.Range(0, 5).Select(_ => OwnRow(RowState.Good)));
        if (onlyGood) return (mode, rows);
        for (int i = random.Next(1, 4); i > 0; i--) rows.Add(OwnRow(RowState.Bad));
        if (sender.Stage.HasRounds && random.Next(2) == 0) rows.Add(OwnRow(RowState.Held));
        if (mode == "merge" && random.Next(2) == 0) AddDoubles(rows);
        return (mode, [.. rows.OrderBy(_ => random.Next())]);
    }

    void AddDoubles(List<Row> rows)
    {
        Row same = OwnRow(RowState.Good), other = OwnRow(RowState.Good);
        rows.AddRange([same, same, other, other with { Title = NewTitle() }]);
    }

    /// <summary>As many chunks as keep the hub busy for a while; in every second act they change.</summary>
    List<Row> LargeFile(int act) => [.. Enumerable.Range(0, largeRows).Select(i => new Row($"L-{i}", $"Large {act / 2 + (i % 3 == 0 ? act : 0)}"))];

    /// <summary>As it is, or changed.</summary>
    Row PoolRow(string localId) => new(localId, random.Next(3) == 0 && sender.Books.TitleOf(localId) is { } title ? title : NewTitle());

    Row OwnRow(RowState state) => new($"S-{_own++}", NewTitle(), state);

    string NewTitle() => $"Title {_titles++}";
}
