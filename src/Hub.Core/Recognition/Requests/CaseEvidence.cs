using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Audit;
using Hub.Learners;
using Hub.Ports;
using Hub.Recognition.Cases;

namespace Hub.Recognition.Requests;

/// <param name="Content">The document, 1 byte to 8 MiB.</param>
/// <param name="Completes">Whether nothing is owed any more once it is there.</param>
public sealed record AddEvidenceCommand(string Case, ReadOnlyMemory<byte> Content, string? MediaType, string? FileName, bool Completes);

public sealed record EvidenceFile(string Id, string? MediaType, string? FileName, ReadOnlyMemory<byte> Content);

/// <summary>Documents that are brought to a case, as ciphertext under the key of the learner. They are for persons; nothing judges them.</summary>
public sealed class CaseEvidence(ReadCases cases, CaseChanges changes, ActOnCase act, ICaseTexts texts, IBlobs blobs, AuditTrail trail)
{
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Documents of one case.</summary>
    const int MostFiles = 100;

    const string Added = "evidence";

    public async Task<Result<RecognitionCase>> AddAsync(Caller caller, AddEvidenceCommand command, CancellationToken cancel)
    {
        if (await cases.FindAsync(caller, command.Case, cancel) is not (var of, CaseParty.Provider)) return CaseProblems.NotFound();
        if (of.Stage is CaseStage.Final or CaseStage.Decided or CaseStage.AppealWindow) return CaseProblems.WrongStage(of.Stage);
        if (command.Content.Length is 0 or > MostBytes || command.MediaType?.Length > 200 || command.FileName?.Length > 200) return EvidenceProblems.Invalid();
        if (of.Facts.Count(f => f.What.StartsWith(Added + ":", StringComparison.Ordinal)) >= MostFiles) return EvidenceProblems.TooMany(MostFiles);
        byte[] head = JsonSerializer.SerializeToUtf8Bytes(new EvidenceHead(command.MediaType, command.FileName), HubJson.Options);
        string id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        if (await texts.SealAsync(of.Learner, PlaceOf(of, id), Packed(head, command.Content.Span), cancel) is not { } box) return LearnerProblems.Erased();

        // The file is there before the case says so: one that no case names is rubbish that nobody can open.
        await blobs.WriteAsync(BlobOf(of, id), BlobCondition.Create, (stream, stop) => stream.WriteAsync(Encoding.ASCII.GetBytes(box.Ciphertext), stop).AsTask(), cancel);
        Result<RecognitionCase> noted = await changes.ApplyAsync(CaseId.Parse(of.Id), (now, _, at) => now.With(new CaseFact(at, caller.KeyId, $"{Added}:{id}")), cancel);
        if (noted.Problem is not null || !command.Completes || noted.Value.Stage != CaseStage.Completeness) return noted;
        return await act.SupplyAsync(caller, of.Id, [], cancel);
    }

    public async Task<Result<EvidenceFile>> ReadAsync(Caller caller, string id, string file, CancellationToken cancel)
    {
        if (await cases.FindAsync(caller, id, cancel) is not var (of, _) || !of.HasFact($"{Added}:{file}")) return EvidenceProblems.NotFound();
        await using Stream? stream = await blobs.OpenReadAsync(BlobOf(of, file), 0, null, cancel);
        if (stream is null) return EvidenceProblems.NotFound();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        if (await texts.OpenAsync(of.Learner, PlaceOf(of, file), new SealedText(await reader.ReadToEndAsync(cancel)), cancel) is not { } plain) return LearnerProblems.Erased();
        await trail.NoteReadingAsync(caller, OrganisationId.Parse(of.Body), AuditObjects.Learner(new LearnerReference(of.Learner)), ReadingGrounds.CaseParty, cancel);
        int length = BinaryPrimitives.ReadInt32BigEndian(plain);
        EvidenceHead head = JsonSerializer.Deserialize<EvidenceHead>(plain.AsSpan(sizeof(int), length), HubJson.Options)!;
        return new EvidenceFile(file, head.MediaType, head.FileName, plain.AsMemory(sizeof(int) + length));
    }

    /// <summary>A name of a file may name a person: it lies inside.</summary>
    static byte[] Packed(byte[] head, ReadOnlySpan<byte> content)
    {
        byte[] packed = new byte[sizeof(int) + head.Length + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(packed, head.Length);
        head.CopyTo(packed.AsSpan(sizeof(int)));
        content.CopyTo(packed.AsSpan(sizeof(int) + head.Length));
        return packed;
    }

    static string PlaceOf(RecognitionCase of, string file) => $"{of.Id}#evidence-{file}";

    static string BlobOf(RecognitionCase of, string file) => $"cases/{of.Id}/evidence-{file}";

    sealed record EvidenceHead(string? MediaType, string? FileName);
}

/// <summary>Refusals of evidence. Codes are public contract.</summary>
public static class EvidenceProblems
{
    public static Problem Invalid() => new(ProblemKind.Invalid, "case.evidence-invalid", "The document can not be taken.", "1 byte to 8 MiB (8,388,608 bytes); media type and file name 200 characters each at most.");

    public static Problem TooMany(int most) => new(ProblemKind.Invalid, "case.evidence-too-many", "The case has as many documents as it can have.", $"{most} at most.");

    public static Problem NotFound() => new(ProblemKind.NotFound, "case.evidence-not-found", "There is no such document.");
}
