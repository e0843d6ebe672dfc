using System.Text.Json;
using Hub.Learners;
using Hub.Records;
using Hub.Submissions;
using Hub.Submissions.Layout;

namespace Hub.Agreements;

/// <summary>
/// Writes an agreement, or the next version of one. Whoever signs it may propose a version and says which one it answers; one that answers
/// an old version is refused. A new version has no signatures but those it brings.
/// </summary>
public sealed class PutAgreementHandler(PutRecordHandler put, RecordKinds kinds, AgreementRecords agreements, ReadAgreementHandler reading, SignAgreementHandler sign)
{
    /// <param name="command">Its condition is the version the caller has seen; null: what the record says it answers.</param>
    public async Task<Result<PutRecordResult>> HandleAsync(Caller caller, PutRecordCommand command, CancellationToken cancel)
    {
        if (!RecordId.TryParse(command.Id, out RecordId id)) return AgreementProblems.NotFound();
        IRecordKind kind = kinds.Get(AgreementKind.KindName);
        Result<SeenAgreement> found = await reading.FindAsync(caller, command.Id, cancel);
        if (found.Problem is { } problem)
        {
            // What exists and is not the caller's does not exist for it; what is to come must be its own.
            bool isNew = problem == AgreementProblems.NotFound() && await agreements.PlaceOfAsync(command.Id, cancel) is null;
            return isNew && SubmissionAuthority.MaySend(caller, kind, id.Organisation) ? await put.WriteAsync(caller, kind, id.Organisation, command with { IfMatch = command.IfMatch ?? 0 }, null, cancel) : problem;
        }

        SeenAgreement seen = found.Value;
        Result<PutRecordResult> written = await put.WriteAsync(caller, kind, id.Organisation, command, judged => Refusal(caller, command, seen, judged), cancel);
        if (written.Problem is not null || caller.Organisation == id.Organisation) return written;
        // What the record of another states is no signature of the caller's: it gives its own.
        AgreementTerms terms = AgreementTerms.Read(command.Id, written.Value.Record.Json);
        if (terms.SignsAs(caller.Organisation.Value) is { } signer && terms.Stated.ContainsKey(signer)) await sign.NoteAsync(caller, terms, written.Value.Record.Stamp.Version, seen.Learner, signer, cancel);
        return written;
    }

    static Problem? Refusal(Caller caller, PutRecordCommand command, SeenAgreement seen, ReadOnlyMemory<byte> judged)
    {
        (int current, int? answers) = (seen.Record.Stamp.Version, AgreementTerms.AnswersOf(judged));
        AgreementTerms now = AgreementTerms.Read(command.Id, judged), before = seen.Terms;
        if (command.IfMatch is null && answers is null && !IsSame(judged, seen.Record.Json)) return AgreementProblems.AnswersMissing(current);
        if (now.Type != before.Type) return AgreementProblems.OtherType();
        // One version behind may be the same proposal once more, of somebody who lost the answer: the commit tells.
        if (answers is { } answered && answered != current && answered != current - 1) return AgreementProblems.AnswersOldVersion(current);
        if (caller.MayActFor(OrganisationId.Parse(before.Owner))) return null;
        if (before.SignsAs(caller.Organisation.Value) is not { } own) return AgreementProblems.NotASigner();
        bool keepsParties = now.Home == before.Home && now.Host == before.Host && now.Parties.SequenceEqual(before.Parties)
            && (now.IsMemorandum || LearnerJson.LearnerOf(judged.Span) == LearnerJson.LearnerOf(seen.Record.Json.Span));
        if (!keepsParties) return AgreementProblems.PartiesFixed();
        return now.Stated.Keys.All(signer => signer == own) ? null : AgreementProblems.SignatureOfAnother();
    }

    /// <summary>Whether it is what is there already: whoever lost the answer repeats the request.</summary>
    static bool IsSame(ReadOnlyMemory<byte> judged, ReadOnlyMemory<byte> stored)
    {
        using JsonDocument one = JsonDocument.Parse(judged), other = JsonDocument.Parse(stored);
        // The stored one names the learner's reference in addition.
        return one.RootElement.EnumerateObject().All(p => other.RootElement.TryGetProperty(p.Name, out JsonElement value) && JsonElement.DeepEquals(p.Value, value))
            && other.RootElement.EnumerateObject().All(p => p.Name == "learner" || one.RootElement.TryGetProperty(p.Name, out _));
    }
}
