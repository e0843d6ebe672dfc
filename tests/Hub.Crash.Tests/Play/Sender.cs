using System.Security.Cryptography;
using System.Text.Json;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Play;

/// <summary>One organisation's system: sends files in all the ways there are, and waits for what comes of them.</summary>
sealed class Sender(Stage stage, PatientClient http, string organisation, Random random)
{
    /// <summary>Longer than any message may stay hidden: what has not ended then is lost.</summary>
    static readonly TimeSpan EndTime = TimeSpan.FromMinutes(4);

    const string Csv = "text/csv";

    readonly List<Sent> _sent = [];

    public Stage Stage => stage;

    public PatientClient Http => http;

    public Books Books { get; } = new(organisation);

    public IReadOnlyList<Sent> Submissions
    {
        get
        {
            lock (_sent) return [.. _sent];
        }
    }

    /// <param name="byLink">By an upload link. Its number is given with the link: what is sent before it is confirmed comes later and wins.</param>
    public async Task<Sent> SendAsync(string mode, IReadOnlyList<Row> rows, CancellationToken cancel, bool byLink = false)
    {
        string key = Guid.NewGuid().ToString();
        byte[] body = Row.Csv(rows);
        string id = byLink ? await UploadAsync(mode, body, key, cancel) : await PostAsync(mode, body, key, cancel);
        // Whoever is not sure asks again, and must hear the same.
        if (!byLink && random.Next(4) == 0) Assert.Equal(id, await PostAsync(mode, body, key, cancel));
        var sent = new Sent(id, mode, rows, key);
        lock (_sent) _sent.Add(sent);
        return sent;
    }

    /// <summary>Waits until it has ended as expected.</summary>
    /// <param name="reached">What else must have come about, such as the result of a decision.</param>
    public async Task<JsonElement> EndAsync(Sent sent, Func<JsonElement, bool>? reached, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        end.CancelAfter(EndTime);
        for (; ; )
        {
            JsonElement submission = (await http.GetAsync($"/v1/submissions/{sent.Id}", cancel)).Json;
            if (Sent.HasEnded(submission) && (reached is null || reached(submission))) return submission;
            if (end.IsCancellationRequested) throw new TimeoutException($"{sent.Id} has not ended: {submission}");
            await Task.Delay(50, cancel);
        }
    }

    async Task<string> PostAsync(string mode, byte[] body, string key, CancellationToken cancel) =>
        (await http.PostAsync($"/v1/submissions?kind=catalogue&mode={mode}", body, Csv, key, cancel)).Json.GetProperty("id").GetString()!;

    async Task<string> UploadAsync(string mode, byte[] body, string key, CancellationToken cancel)
    {
        JsonElement begun = (await http.PostAsync($"/v1/submissions?kind=catalogue&mode={mode}&upload=true", null, null, key, cancel)).Json;
        string link = begun.GetProperty("uploadUrl").GetString()!;
        (await http.SendAsync(HttpMethod.Put, link, body, Csv, null, cancel)).Done();
        string hash = Convert.ToHexStringLower(SHA256.HashData(body));
        return (await http.PostAsync($"{begun.GetProperty("confirm").GetString()}?sha256={hash}", null, null, null, cancel)).Json.GetProperty("id").GetString()!;
    }
}
