using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Crash.Tests.Play;
using Hub.Crash.Tests.Served;
using Hub.Submissions;
using Hub.Submissions.Receipts;

namespace Hub.Crash.Tests.Checks;

/// <summary>Each submission is there once, with the totals and the receipts that its rows give.</summary>
sealed class SubmissionChecks(Sender sender, PatientClient http)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        List<JsonElement> listed = await http.ListAsync($"/v1/submissions?organisation={sender.Books.Organisation}&limit=1000", cancel);
        // One for every Idempotency-Key, however often it was sent.
        Assert.Equal(sender.Submissions.Select(s => s.Id).Order(), listed.Select(s => s.GetProperty("id").GetString()!).Order());
        var keys = JsonSerializer.Deserialize<Jwks>((await http.GetAsync("/.well-known/jwks.json", cancel)).Content, HubJson.Options)!;
        foreach (JsonElement submission in listed)
        {
            Sent sent = sender.Submissions.Single(s => s.Id == submission.GetProperty("id").GetString());
            Assert.Equal((sent.Id, "finished", sent.Rounds), (sent.Id, submission.GetProperty("status").GetString(), submission.TryGetProperty("round", out JsonElement round) ? round.GetInt32() : 0));
            Totals totals = Sent.TotalsOf(submission);
            if (sent.Expected is { } expected) Assert.Equal((sent.Id, expected), (sent.Id, totals));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Row.Csv(sent.Rows))), submission.GetProperty("bodySha256").GetString());
            await ReceiptsAsync(sent, totals, keys, cancel);
            await FindingsAsync(submission, cancel);
        }
    }

    /// <summary>Every receipt is signed and names the one before; the last one says what the submission says.</summary>
    async Task ReceiptsAsync(Sent sent, Totals totals, Jwks keys, CancellationToken cancel)
    {
        string[] receipts = sender.Stage.HasRounds
            ? [.. (await http.GetAsync($"/v1/submissions/{sent.Id}/receipts", cancel)).Json.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("jws").GetString()!)]
            : [(await http.GetAsync($"/v1/submissions/{sent.Id}/receipt", cancel)).Text];
        Assert.Equal(sent.Rounds + 1, receipts.Length);
        string? previous = null;
        Receipt? receipt = null;
        foreach (string jws in receipts)
        {
            Result<(byte[] Payload, string KeyId)> verified = Jws.Verify(jws, [.. keys.ToKeys()]);
            Assert.Null(verified.Problem);
            receipt = JsonSerializer.Deserialize<Receipt>(verified.Value.Payload, HubJson.Options)!;
            Assert.Equal((sent.Id, previous), (receipt.Submission, receipt.Previous));
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(jws)));
        }

        SubmissionTotals signed = receipt!.Totals;
        Assert.Equal((sent.Id, totals), (sent.Id, new Totals((int)signed.Accepted, (int)signed.Unchanged, (int)signed.Held, (int)signed.Rejected, (int)signed.Withdrawn)));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Row.Csv(sent.Rows))), receipt.FileSha256);
    }

    /// <summary>There are as many findings as the totals say, and an error file with the rejected rows.</summary>
    async Task FindingsAsync(JsonElement submission, CancellationToken cancel)
    {
        string self = $"/v1/submissions/{submission.GetProperty("id").GetString()}";
        JsonElement totals = submission.GetProperty("totals");
        Assert.Equal(totals.GetProperty("findings").GetInt32(), (await http.ListAsync($"{self}/findings?limit=1000", cancel)).Count);
        int rejected = totals.GetProperty("rejected").GetInt32();
        if (rejected == 0) return;
        string errors = (await http.GetAsync($"{self}/errors", cancel)).Text;
        Assert.Equal(rejected + 1, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
