using System.Text;
using System.Text.Json;

namespace Hub.Crash.Tests.Play;

/// <summary>What goes on with a submission after its file was judged: corrections, decisions about held rows.</summary>
sealed class Rounds(Sender sender, Sent file)
{
    /// <summary>Sends the error file back with every bad row repaired.</summary>
    public async Task CorrectAsync(CancellationToken cancel)
    {
        Row[] bad = [.. file.Rows.Where(r => r.State == RowState.Bad)];
        if (bad.Length == 0) return;
        string errors = (await sender.Http.GetAsync($"/v1/submissions/{file.Id}/errors", cancel)).Text;
        byte[] repaired = Encoding.UTF8.GetBytes(errors.Replace($",{Row.BadKind},", $",{Row.GoodKind},", StringComparison.Ordinal));
        string key = Guid.NewGuid().ToString();
        _ = (await sender.Http.PostAsync($"/v1/submissions/{file.Id}/corrections", repaired, "text/csv", key, cancel)).Json;
        int rejected = file.Expected!.Value.Rejected - bad.Length;
        JsonElement ended = await sender.EndAsync(file, s => Sent.TotalsOf(s).Rejected == rejected, cancel);
        file.Rounds++;
        bool waits = file.Mode == "all-or-nothing" && file.Rows.Any(r => r.State == RowState.Held);
        if (waits) Expect(file.Expected.Value with { Rejected = 0, Held = file.Rows.Count }, ended);
        else Expect(Let(file.Mode == "all-or-nothing" ? file.Rows : bad), ended);
    }

    /// <summary>The registrar releases or refuses every row that is held for one.</summary>
    public async Task DecideAsync(Random random, CancellationToken cancel)
    {
        foreach (Row row in file.Rows.Where(r => r.State == RowState.Held))
        {
            // An all-or-nothing file that waits for corrections is refused or released like any other; it waits on.
            JsonElement holds = (await sender.Stage.Registrar.GetAsync($"/v1/holds?submission={file.Id}&limit=1000", cancel)).Json.GetProperty("items");
            JsonElement hold = holds.EnumerateArray().Single(h => h.GetProperty("recordId").GetString() == $"{sender.Books.Organisation}~{row.LocalId}");
            string address = $"/v1/holds/{hold.GetProperty("id").GetString()}";
            Totals before = file.Expected!.Value;
            bool release = random.Next(3) > 0;
            _ = (release
                ? await sender.Stage.Registrar.PostAsync($"{address}/release", null, null, null, cancel)
                : await sender.Stage.Registrar.PostJsonAsync($"{address}/refuse", new { reason = "It is not the one of the diploma." }, cancel)).Json;
            int rounds = file.Rounds + 1;
            JsonElement ended = await sender.EndAsync(file, s => s.GetProperty("round").GetInt32() >= rounds && (release || Sent.TotalsOf(s).Rejected > before.Rejected), cancel);
            file.Rounds = rounds;
            if (!release) Expect(before with { Held = before.Held - 1, Rejected = before.Rejected + 1 }, ended);
            else if (file.Mode != "all-or-nothing") Expect(Let([row]), ended);
            else if (before.Rejected == 0) Expect(Let(file.Rows), ended);
            else Expect(before, ended);
        }
    }

    /// <summary>These rows come in now; where they were counted before does not matter, they are accepted.</summary>
    Totals Let(IReadOnlyList<Row> rows)
    {
        foreach (Row row in rows) Assert.True(sender.Books.Write(row.LocalId, row.Title));
        Totals before = file.Expected!.Value;
        int corrected = rows.Count(r => r.State == RowState.Bad && before.Rejected > 0);
        int rejected = before.Rejected - corrected;
        return before with { Accepted = before.Accepted + rows.Count, Rejected = rejected, Held = before.Held - (rows.Count - corrected) };
    }

    void Expect(Totals expected, JsonElement ended)
    {
        file.Expected = expected;
        Assert.Equal((file.Id, file.Mode, expected), (file.Id, file.Mode, Sent.TotalsOf(ended)));
    }
}
