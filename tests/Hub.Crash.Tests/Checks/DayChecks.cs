using System.Text.Json;
using Hub.Crash.Tests.Play;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Checks;

/// <summary>What must hold at the end of a day, whatever happened in it.</summary>
/// <param name="cases">Null where nobody asked for recognition.</param>
sealed class DayChecks(Stage stage, RegistrarPart registrar, CasePart? cases, IReadOnlyList<Sender> senders)
{
    static readonly string[] Complaints = ["FAULT:", "Unhandled exception", "goes to the poison queue", "failed at attempt", "the store failed", "An unhandled exception"];

    PatientClient Http => stage.Registrar;

    public async Task RunAsync(CancellationToken cancel)
    {
        var feed = new FeedChecks(Http, ExpectedChanges());
        await feed.RunAsync(cancel);
        await EntriesAsync(cancel);
        foreach (Sender sender in senders) await new SubmissionChecks(sender, Http).RunAsync(cancel);
        if (cases is not null) await new CaseChecks(cases).RunAsync(cancel);
        await new ReleaseChecks(stage).RunAsync(cancel);
    }

    /// <summary>A process that is killed complains of nothing, and the next one finds nothing to complain of.</summary>
    public void NoComplaints() => Assert.Empty(stage.Hub.Log.With(Complaints));

    /// <summary>Every version of every record, with what the public is told of it.</summary>
    Dictionary<(string Table, string Id, int Version), string> ExpectedChanges()
    {
        var expected = new Dictionary<(string, string, int), string>();
        foreach (Sender sender in senders)
        {
            expected.Add(("organisations", sender.Books.Organisation, 1), "upsert");
            foreach ((string localId, List<string?> versions) in sender.Books.Versions)
                for (int i = 0; i < versions.Count; i++) expected.Add(("entries", $"{sender.Books.Organisation}~{localId}", i + 1), versions[i] is null ? "delete" : "upsert");
        }

        if (cases is not null) expected.Add(("accreditations", CaseParties.Accreditation, 1), "upsert");
        expected.Add(("organisations", Stage.Operator, 1), "upsert");
        for (int i = 0; i < registrar.Names.Count; i++) expected.Add(("organisations", RegistrarPart.Organisation, i + 1), "upsert");
        return expected;
    }

    /// <summary>The catalogue has each published entry with the newest title, and nothing else; the versions before can be read.</summary>
    async Task EntriesAsync(CancellationToken cancel)
    {
        var expected = new SortedDictionary<string, (int Version, string Title)>(StringComparer.Ordinal);
        foreach (Sender sender in senders)
            foreach ((string localId, List<string?> versions) in sender.Books.Versions)
                if (versions[^1] is { } title) expected.Add($"{sender.Books.Organisation}~{localId}", (versions.Count, title));

        var actual = new SortedDictionary<string, (int Version, string Title)>(StringComparer.Ordinal);
        foreach (JsonElement entry in await Http.ListAsync("/v1/catalogue?limit=1000", cancel))
            actual.Add(entry.GetProperty("id").GetString()!, (entry.GetProperty("version").GetInt32(), TitleOf(entry)));
        Assert.Equal(expected, actual);
        foreach (Sender sender in senders) await VersionsAsync(sender.Books, cancel);
    }

    async Task VersionsAsync(Books books, CancellationToken cancel)
    {
        const int Sample = 12;
        foreach (string localId in books.Published.OrderByDescending(id => books.Versions[id].Count).Take(Sample))
        {
            List<string?> versions = books.Versions[localId];
            for (int version = 1; version <= versions.Count; version++)
            {
                Answer answer = await Http.GetAsync($"/v1/catalogue/{books.Organisation}~{localId}/versions/{version}", cancel);
                Assert.Equal((localId, version, versions[version - 1]), (localId, version, answer.IsSuccess ? TitleOf(answer.Json) : null));
            }
        }
    }

    static string TitleOf(JsonElement entry) => entry.GetProperty("title").GetProperty("en").GetString()!;
}
