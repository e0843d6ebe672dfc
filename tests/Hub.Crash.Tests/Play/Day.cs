using Hub.Crash.Tests.Checks;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Play;

/// <summary>
/// A day at a hub that is killed again and again: several organisations send, a registrar decides and publishes, an institution recognises; at the end
/// everything that was acknowledged must be there, once. All that is random comes from the seed, but for the clock's part in it.
/// </summary>
sealed class Day(int seed, int kills, int largeRows = Day.LargeRows)
{
    public const int KillsPerDay = 10;

    /// <summary>A few chunks.</summary>
    public const int LargeRows = 6000;

    /// <summary>
    /// A message goes to the poison queue after five attempts, and each death of the process at it is one. So many in a row are
    /// left for the message itself that the hub has to get through within an act.
    /// </summary>
    const int KillsPerAct = 3;

    public async Task PlayAsync(CancellationToken cancel)
    {
        string folder = Directory.CreateTempSubdirectory("hub-crash-").FullName;
        await using var hub = new HubProcess(Path.Combine(folder, "data"));
        try
        {
            await PlayAsync(hub, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            throw new InvalidOperationException($"HUB_CRASH_SEED={seed}: {e.Message}\nThe folder is {folder}. The hub said:\n{hub.Log}", e);
        }

        await hub.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    async Task PlayAsync(HubProcess hub, CancellationToken cancel)
    {
        using var stage = new Stage(hub);
        hub.Start();
        await hub.UntilReadyAsync(cancel);
        await stage.LearnAsync(cancel);
        var registrar = new RegistrarPart(stage, Seeded(0));
        var cases = new CasePart(await CaseParties.AdmitAsync(stage, Seeded(2), cancel), Seeded(3));
        IPart[] parts = [registrar, cases, .. await CastAsync(stage, cancel)];
        var killer = new Killer(stage, Seeded(1));
        for (int act = 0, left = kills; left > 0 || act == 0; act++)
        {
            int now = Math.Min(left, KillsPerAct);
            Task played = Task.WhenAll(parts.Select(p => Task.Run(() => p.PlayAsync(act, cancel), cancel)));
            for (int kill = 0; kill < now; kill++) await killer.KillAsync(cancel);
            await played;
            left -= now;
        }

        var checks = new DayChecks(stage, registrar, cases, [.. parts.SelectMany(p => p.Senders)]);
        await checks.RunAsync(cancel);
        checks.NoComplaints();
    }

    async Task<IEnumerable<IPart>> CastAsync(Stage stage, CancellationToken cancel)
    {
        List<IPart> cast = [];
        for (int i = 0; i < 3; i++) cast.Add(new FilePart(await SenderAsync($"AL-FILES-{i}", 10 + i), Seeded(20 + i), i == 0 ? largeRows : 0));
        if (stage.HasRounds) cast.Add(new ReplacePart(await SenderAsync("AL-WHOLE", 13), Seeded(23)));
        if (stage.HasSinglePuts || stage.HasBatches) cast.Add(new RecordPart(await SenderAsync("AL-RECORDS", 14), Seeded(24)));
        return cast;

        async Task<Sender> SenderAsync(string organisation, int part) => new(stage, await stage.AdmitAsync(organisation, cancel), organisation, Seeded(part));
    }

    /// <summary>A source of chance for each part, so that they do not depend on who is first.</summary>
    Random Seeded(int part) => new(unchecked(seed * 1000 + part));
}
