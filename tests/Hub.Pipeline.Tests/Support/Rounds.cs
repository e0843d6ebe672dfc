using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Submissions;
using Hub.Submissions.Holds;
using Hub.Submissions.Receipts;
using Hub.Submissions.Rounds;

namespace Hub.Pipeline.Tests.Support;

/// <summary>What tests of corrections, confirmations and held rows do again and again.</summary>
public static class Rounds
{
    /// <summary>A country without rules: there a credit system that nobody knows is for a person to look at.</summary>
    public static readonly OrganisationId College = OrganisationId.Parse("XX-COLLEGE");

    public const string CreditHeader = "localId,kind,title@en,creditSystem,creditPoints,partOf\n";

    /// <summary>A row that is held.</summary>
    public static string Held(string localId, string partOf = "") => $"{localId},unit,Welding,Knotenpunkte,5,{partOf}\n";

    public static string Good(string localId, string partOf = "") => $"{localId},unit,Welding,,,{partOf}\n";

    public static string Bad(string localId, string partOf = "") => $"{localId},nonsense,Welding,,,{partOf}\n";

    public static async Task<string> ErrorsAsync(this TestHub hub, Submission submission) => Encoding.UTF8.GetString(await hub.BlobAsync(SubmissionKeys.ErrorsBlob(submission.Id, submission.Done!.Value)) ?? []);

    public static async Task<string> ErrorsOfAsync(this TestHub hub, Submission submission, int round) => Encoding.UTF8.GetString((await hub.BlobAsync(SubmissionKeys.ErrorsBlob(submission.Id, round)))!);

    public static Task<Result<Submission>> TryCorrectAsync(this TestHub hub, Submission submission, string body, string? key = null) => hub.Correct.HandleAsync(
        TestHub.CallerOf(submission.Organisation), new ReceiveCorrectionCommand(submission.Id, new MemoryStream(Encoding.UTF8.GetBytes(body)), key), TestHub.Cancel);

    /// <summary>Sends a correction and works until nothing is left to do.</summary>
    public static async Task<Submission> CorrectAsync(this TestHub hub, Submission submission, string body)
    {
        Result<Submission> sent = await hub.TryCorrectAsync(submission, body);
        Assert.Null(sent.Problem);
        await hub.PumpAsync();
        return await hub.ReadAsync(submission.Id);
    }

    /// <summary>The newest error file with a text replaced.</summary>
    public static async Task<string> RepairedAsync(this TestHub hub, Submission submission, string bad, string good) => (await hub.ErrorsAsync(submission)).Replace(bad, good, StringComparison.Ordinal);

    public static async Task<IReadOnlyList<Hold>> OpenHoldsAsync(this TestHub hub) => (await hub.Holds.ListAsync(null, null, null, 1000, TestHub.Cancel)).Items;

    public static Task<Result<Hold>> DecideAsync(this TestHub hub, HoldId hold, bool release, string? reason = "The title is not the one of the diploma.", Caller? caller = null) =>
        hub.Decide.HandleAsync(caller ?? TestHub.Registrar, new DecideHoldCommand(hold.ToString(), release, reason), TestHub.Cancel);

    /// <summary>Receipts of all rounds, oldest first; each is signed and names the one before.</summary>
    public static async Task<IReadOnlyList<Receipt>> ReceiptsAsync(this TestHub hub, Submission submission)
    {
        var receipts = new List<Receipt>();
        string? previous = null;
        for (int round = 0; round <= submission.Round; round++)
        {
            if (await hub.BlobAsync(SubmissionKeys.ReceiptBlob(submission.Id, round)) is not { } jws) continue;
            Result<(byte[] Payload, string KeyId)> verified = Jws.Verify(Encoding.ASCII.GetString(jws), [.. await hub.Signer.KeysAsync(TestHub.Cancel)]);
            Assert.Null(verified.Problem);
            Receipt receipt = JsonSerializer.Deserialize<Receipt>(verified.Value.Payload, HubJson.Options)!;
            Assert.Equal((round, previous), (receipt.Round, receipt.Previous));
            receipts.Add(receipt);
            previous = Convert.ToHexStringLower(SHA256.HashData(jws));
        }

        Assert.Equal((previous, submission.Totals), (submission.ReceiptSha256, receipts[^1].Totals));
        return receipts;
    }
}
