using System.Security.Cryptography;
using System.Text.Json;
using Hub.Ports;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Receipts;

/// <param name="Jws">The receipt as it was downloaded.</param>
/// <param name="Keys">Public keys that are trusted.</param>
/// <param name="FilePath">The file the receipt is about; null when it is not at hand.</param>
public sealed record VerifyReceiptCommand(string Jws, IReadOnlyCollection<PublicSigningKey> Keys, string? FilePath);

/// <summary>How far something could be checked. Names are public contract.</summary>
public enum Confirmation
{
    Confirmed,
    Differs,

    /// <summary>Something it rests on is not at hand; the reasons say what.</summary>
    NotRepeated,
}

/// <param name="File">Whether the file is the one that was received.</param>
/// <param name="Verdict">Whether judging the file again gives the same verdict on every row.</param>
/// <param name="NotRepeated">What could not be checked, and why.</param>
public sealed record VerifyReceiptResult(Receipt Receipt, string KeyId, Confirmation File, Confirmation Verdict, IReadOnlyList<string> NotRepeated)
{
    /// <summary>Nothing was found that contradicts the receipt.</summary>
    public bool Ok => File != Confirmation.Differs && Verdict != Confirmation.Differs;
}

/// <summary>Checks a receipt as anyone can: signature, file, and the verdict by judging the file once more with the rulesets it names.</summary>
public sealed class VerifyReceiptHandler(RecordKinds kinds, PrepareBody prepare, IRulesets rulesets, Vocabularies vocabularies)
{
    /// <summary>A problem is a receipt that is none, or is not signed by a trusted key.</summary>
    public async Task<Result<VerifyReceiptResult>> HandleAsync(VerifyReceiptCommand command, CancellationToken cancel)
    {
        Result<(byte[] Payload, string KeyId)> verified = Jws.Verify(command.Jws, command.Keys);
        if (verified.Problem is { } unsigned) return unsigned;
        if (Read(verified.Value.Payload) is not { } receipt || !SubmissionId.TryParse(receipt.Submission, out SubmissionId id)) return ReceiptProblems.NotAReceipt();

        var reasons = new List<string>();
        Confirmation file = await CompareAsync(command.FilePath, receipt, reasons, cancel);
        Confirmation verdict = Confirmation.NotRepeated;
        string[] missing = [.. receipt.Rulesets.Where(version => AtHand(version) is null)];
        if (file == Confirmation.Differs) reasons.Add("The file is another one than was received, so it was not judged.");
        if (receipt.Round > 0) reasons.Add($"The verdict is that of round {receipt.Round}: corrections or decisions about held rows took part, which the file alone does not hold.");
        foreach (string version in missing) reasons.Add($"Ruleset {version} is not at hand.");
        if (file == Confirmation.Confirmed && receipt.Round == 0 && missing.Length == 0) verdict = await JudgeAsync(command.FilePath!, receipt, id.Organisation, reasons, cancel);
        return new VerifyReceiptResult(receipt, verified.Value.KeyId, file, verdict, reasons);
    }

    static Receipt? Read(byte[] payload)
    {
        try
        {
            return JsonSerializer.Deserialize<Receipt>(payload, HubJson.Options);
        }
        catch (JsonException)
        {
            return null;        // signed, but something else, such as a manifest: the caller says so
        }
    }

    static async Task<Confirmation> CompareAsync(string? path, Receipt receipt, List<string> reasons, CancellationToken cancel)
    {
        if (path is null)
        {
            reasons.Add("The file was not given.");
            return Confirmation.NotRepeated;
        }

        await using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 256 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        bool same = stream.Length == receipt.SizeBytes && Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) == receipt.FileSha256;
        return same ? Confirmation.Confirmed : Confirmation.Differs;
    }

    async Task<Confirmation> JudgeAsync(string path, Receipt receipt, OrganisationId organisation, List<string> reasons, CancellationToken cancel)
    {
        var check = new CheckFileHandler(kinds, prepare, new NamedRulesets(rulesets, [.. receipt.Rulesets.Select(AtHand).OfType<Ruleset>()]), vocabularies);
        var command = new CheckFileCommand(path, receipt.Kind, organisation, receipt.Country, DateOnly.FromDateTime(receipt.ReceivedAt.UtcDateTime), null, receipt.Map, receipt.Countries ?? new Dictionary<string, string?>(), receipt.Totals.Waiting > 0);
        Result<CheckFileResult> judged = await check.HandleAsync(command, Stream.Null, null, cancel);
        if (judged.Problem is { } unreadable)
        {
            reasons.Add($"The file can not be judged here: {unreadable.Title} ({unreadable.Code})");
            return Confirmation.NotRepeated;
        }

        if (judged.Value.VerdictSha256 == receipt.VerdictSha256) return Confirmation.Confirmed;
        int before = reasons.Count;
        if (receipt.RegisterFindings > 0) reasons.Add($"{receipt.RegisterFindings} findings rest on the register of that day.");
        if (receipt.CodeVersion != Receipt.ThisCodeVersion) reasons.Add($"It was judged by version {receipt.CodeVersion ?? "unknown"} of the hub; this is {Receipt.ThisCodeVersion}.");
        return reasons.Count > before ? Confirmation.NotRepeated : Confirmation.Differs;
    }

    /// <summary>The edition of a ruleset with that version; with an adoption where the version names one, as a judgement then differs.</summary>
    Ruleset? AtHand(string version)
    {
        string[] parts = version.Split(RecordedAdoption.Mark);
        Ruleset? document = rulesets.All.FirstOrDefault(r => r.Version == parts[0]);
        return document is null || parts.Length == 1 ? document : document with { Version = version, Adoption = new Adoption(document.Country, document.EffectiveFrom, $"named in the receipt: {parts[1]}") };
    }

    /// <summary>The rulesets a receipt names, where they are at hand: a later edition for the same day does not count.</summary>
    sealed class NamedRulesets(IRulesets all, Ruleset[] named) : IRulesets
    {
        public IReadOnlyList<Ruleset> All => named;

        public Ruleset For(string? country, DateOnly on)
        {
            Ruleset usual = all.For(country, on);
            return Array.Find(named, r => r.Country == usual.Country && r.EffectiveFrom == usual.EffectiveFrom) ?? Array.Find(named, r => r.Country == usual.Country) ?? usual;
        }
    }
}

static class ReceiptProblems
{
    public static Problem NotAReceipt() => new(ProblemKind.Invalid, "receipt.malformed", "What is signed is no receipt of a submission.");
}
