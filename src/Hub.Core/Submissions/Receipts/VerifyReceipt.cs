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
/// <param name="CorrectionPaths">The corrections that were sent until the receipt, in their order.</param>
public sealed record VerifyReceiptCommand(string Jws, IReadOnlyCollection<PublicSigningKey> Keys, string? FilePath, IReadOnlyList<string> CorrectionPaths);

/// <summary>How far something could be checked. Names are public contract.</summary>
public enum Confirmation
{
    Confirmed,
    Differs,

    /// <summary>Something it rests on is not at hand; the reasons say what.</summary>
    NotRepeated,
}

/// <param name="File">Whether the file is the one that was received, and the last correction too where corrections are given.</param>
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
        Confirmation file = await CompareAsync(command, receipt, reasons, cancel);
        Confirmation verdict = Confirmation.NotRepeated;
        string[] missing = [.. receipt.Rulesets.Where(version => AtHand(version) is null)];
        bool isWhole = HasAllRounds(command, receipt, reasons);
        foreach (string version in missing) reasons.Add($"Ruleset {version} is not at hand.");
        if (file == Confirmation.Confirmed && isWhole && missing.Length == 0) verdict = await JudgeAsync(command, receipt, id.Organisation, reasons, cancel);
        return new VerifyReceiptResult(receipt, verified.Value.KeyId, file, verdict, reasons);
    }

    /// <summary>Whether what is given is all that took part in the verdict.</summary>
    static bool HasAllRounds(VerifyReceiptCommand command, Receipt receipt, List<string> reasons)
    {
        if (receipt.Round == 0) return true;
        if (receipt.Decisions > 0) reasons.Add($"The verdict is that of round {receipt.Round}: registrars decided about {receipt.Decisions} held rows, which no file tells.");
        else if (command.CorrectionPaths.Count == 0) reasons.Add($"The verdict is that of round {receipt.Round}: corrections took part, and none was given.");
        else return true;
        return false;
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

    static async Task<Confirmation> CompareAsync(VerifyReceiptCommand command, Receipt receipt, List<string> reasons, CancellationToken cancel)
    {
        if (command.FilePath is not { } path)
        {
            reasons.Add("The file was not given.");
            return Confirmation.NotRepeated;
        }

        if (await HashAsync(path, cancel) != receipt.FileSha256)
        {
            reasons.Add("The file is another one than was received, so it was not judged.");
            return Confirmation.Differs;
        }

        // Of the corrections before it only their own receipts tell.
        if (command.CorrectionPaths is not [.., var last] || receipt.CorrectionSha256 is not { } expected || await HashAsync(last, cancel) == expected) return Confirmation.Confirmed;
        reasons.Add("The last correction is another one than was received, so nothing was judged.");
        return Confirmation.Differs;
    }

    static async Task<string> HashAsync(string path, CancellationToken cancel)
    {
        await using FileStream stream = CheckFileHandler.Open(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
    }

    async Task<Confirmation> JudgeAsync(VerifyReceiptCommand command, Receipt receipt, OrganisationId organisation, List<string> reasons, CancellationToken cancel)
    {
        Result<string> judged = await RejudgeAsync(command, receipt, organisation, cancel);
        if (judged.Problem is { } unreadable)
        {
            reasons.Add($"The file, or a correction, can not be judged here: {unreadable.Title} ({unreadable.Code})");
            return Confirmation.NotRepeated;
        }

        if (judged.Value == receipt.VerdictSha256) return Confirmation.Confirmed;
        int before = reasons.Count;
        if (receipt.Round > 1) reasons.Add($"It is the verdict of round {receipt.Round}; whether the {command.CorrectionPaths.Count} corrections given are all of them, only their own receipts tell.");
        if (receipt.RegisterFindings > 0) reasons.Add($"{receipt.RegisterFindings} findings rest on the register of that day.");
        if (receipt.CodeVersion != Receipt.ThisCodeVersion) reasons.Add($"It was judged by version {receipt.CodeVersion ?? "unknown"} of the hub; this is {Receipt.ThisCodeVersion}.");
        return reasons.Count > before ? Confirmation.NotRepeated : Confirmation.Differs;
    }

    /// <summary>The hash of the verdict as it comes out here.</summary>
    async Task<Result<string>> RejudgeAsync(VerifyReceiptCommand command, Receipt receipt, OrganisationId organisation, CancellationToken cancel)
    {
        string? CountryOf(string body) => body == organisation.Value ? receipt.Country : receipt.Countries?.GetValueOrDefault(body);
        Result<IRecordKind> kind = kinds.Find(receipt.Kind);
        if (kind.Problem is { } unknownKind) return unknownKind;
        var named = new NamedRulesets(rulesets, [.. receipt.Rulesets.Select(AtHand).OfType<Ruleset>()]);
        var scope = new JudgeScope(organisation, DateOnly.FromDateTime(receipt.ReceivedAt.UtcDateTime), named, vocabularies, CountryOf);
        var submission = new RejudgedSubmission(kind.Value, receipt.Mode, scope, receipt.Country, receipt.Map, receipt.FileName, receipt.MediaType);
        Result<RejudgedRounds> started = await RejudgedRounds.StartAsync(submission, prepare, command.FilePath!, cancel);
        if (started.Problem is { } unreadable) return unreadable;
        await using RejudgedRounds rounds = started.Value;
        foreach (string correction in receipt.Round == 0 ? [] : command.CorrectionPaths)
            if (await rounds.CorrectAsync(correction, cancel) is { } wrong) return wrong;
        return rounds.VerdictSha256();
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
