using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Learners;
using Hub.Notifications;
using Hub.Recognition.Cases;
using Hub.Recognition.Uses;
using Hub.Records;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Recognition.Requests.Files;

/// <summary>Enters the requests of a file as cases: looked at like single requests before the file is applied, and each entered once.</summary>
public sealed class FileRequests(
    LearnerStore learners, KnownLearners known, RequestParties parties, ComparedEntries entries, AchievementUses uses, ProviderCases own, CaseStore cases, CaseLaws laws, EnterCase enter, ICaseTexts texts, RequestClaims claims, TimeProvider clock) : IRowSink
{
    const int AtATime = 8;

    public string Kind => FileRequestKind.KindName;

    public async Task<IReadOnlyList<SettledRow>> CheckAsync(OrganisationId organisation, IReadOnlyList<(int Row, RecordWrite Write)> rows, CancellationToken cancel)
    {
        var found = new ConcurrentBag<SettledRow>();
        var run = new Run(organisation, await learners.PepperAsync(cancel));
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel };
        await Parallel.ForEachAsync(rows, options, async (row, stop) =>
        {
            if ((await LookAsync(run, row.Write, stop)).Refusal is var (column, code)) found.Add(new SettledRow(row.Row, Disposition.Rejected, column.Name, code.Code, null));
        });
        return [.. found.OrderBy(f => f.Row)];
    }

    public async Task<WriteOutcome[]> WriteAsync(IReadOnlyList<RecordWrite> writes, WriteOrigin origin, CancellationToken cancel)
    {
        var outcomes = new WriteOutcome[writes.Count];
        var run = new Run(origin.Submitter, await learners.PepperAsync(cancel));
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancel };
        await Parallel.ForEachAsync(Enumerable.Range(0, writes.Count), options, async (i, stop) => outcomes[i] = await WriteAsync(run, writes[i], origin, stop));
        return outcomes;
    }

    /// <summary>What was in order when the file was settled and is not any more is left out as overtaken; sent again it is refused with the reason.</summary>
    async Task<WriteOutcome> WriteAsync(Run run, RecordWrite write, WriteOrigin origin, CancellationToken cancel)
    {
        Looked looked = await LookAsync(run, write, cancel);
        if (looked.Refusal is not null) return WriteOutcome.Superseded;
        // Entered by this very file before a crash, or by an earlier one. Whose process was not started then, the message sent before wakes.
        if (looked.EnteredBy is { } by) return by == origin.Submission ? WriteOutcome.Accepted : WriteOutcome.Unchanged;
        RequestClaim claim = await claims.MakeAsync(write.Id, looked.Institution, clock.GetUtcNow().Year, origin.Submission, cancel);
        if (claim.Institution != looked.Institution) return WriteOutcome.Superseded;
        return (await EnterAsync(claim.Id, origin.Submitter, looked, cancel)).Problem is null ? WriteOutcome.Accepted : WriteOutcome.Superseded;
    }

    async Task<Result<RecognitionCase>> EnterAsync(CaseId id, OrganisationId provider, Looked looked, CancellationToken cancel)
    {
        SealedText? contact = null;
        if (looked.Content.Contact is { } given)
        {
            contact = await texts.SealAsync(looked.Learner.Value, NoticeRecipients.PlaceOf(id.ToString()), Encoding.UTF8.GetBytes(given), cancel);
            if (contact is null) return LearnerProblems.Erased();
        }

        // Lists first: a case that is in none would be lost to those who asked for it.
        await uses.NoteCaseAsync(looked.Learner.Value, id, cancel);
        await own.NoteAsync(provider, id, cancel);
        Content content = looked.Content;
        return await enter.HandleAsync(new EnterCaseCommand(id, provider.Value, looked.Learner.Value, looked.Country, content.Route, content.Target, content.Achievements, content.Achievements.Count == 0 ? [RequestRecognitionHandler.EvidenceOwed] : [], content.Language, contact) { LocalId = content.LocalId }, cancel);
    }

    async Task<Looked> LookAsync(Run run, RecordWrite write, CancellationToken cancel)
    {
        Content content = JsonSerializer.Deserialize<Content>(write.Json.Span, HubJson.Options)!;
        if (await LearnerAsync(run, content, cancel) is not { } learner) return Looked.Not(FileRequestColumns.LearnerId, FileRequestFindings.LearnerUnknown);
        Result<LearnerRow> row = await known.FindAsync(run.Caller, learner, cancel);
        if (row.Problem is not null) return Looked.Not(FileRequestColumns.LearnerId, FileRequestFindings.LearnerUnknown);
        // What has become a case stays one, whatever has changed since about target, institution or route.
        RequestClaim? claim = await claims.ReadAsync(write.Id, cancel);
        if (claim is not null && await cases.FindAsync(claim.Id, cancel) is { } entered)
            return await IsSameAsync(entered, learner, row.Value, content, cancel) ? new Looked(learner, claim.Institution, entered.Country, content, null, claim.Submission) : Looked.Not(FileRequestColumns.LocalId, FileRequestFindings.Entered);
        if (row.Value.Restriction is not null) return Looked.Not(FileRequestColumns.LearnerId, FileRequestFindings.LearnerRestricted);
        if (await parties.UnknownAsync(learner, content.Achievements, [], cancel) is not null) return Looked.Not(FileRequestColumns.Achievements, FileRequestFindings.AchievementUnknown);
        if (await run.Targets.GetOrAdd(content.Target, id => entries.FindAsync(id, cancel)) is not { IsPublic: true } target) return Looked.Not(FileRequestColumns.Target, FileRequestFindings.TargetUnknown);
        Result<(OrganisationId Body, string Country)> institution = await parties.InstitutionAsync(content.Institution ?? target.AwardingBody, target, cancel);
        if (institution.Problem is { } noBody)
            return Looked.Not(FileRequestColumns.Institution, noBody.Code == FileRequestFindings.InstitutionNotCompetent.Code ? FileRequestFindings.InstitutionNotCompetent : FileRequestFindings.InstitutionUnknown);
        if (await laws.EnteredAsync(institution.Value.Country, clock.GetUtcNow(), content.Route, cancel) is null) return Looked.Not(FileRequestColumns.Route, FileRequestFindings.RouteUnknown);
        // Claimed by somebody who died before entering it: the id of the case names the institution.
        if (claim is not null && claim.Institution != institution.Value.Body) return Looked.Not(FileRequestColumns.LocalId, FileRequestFindings.Entered);
        return new Looked(learner, institution.Value.Body, institution.Value.Country, content, null);
    }

    /// <summary>Who the row is about; null where nothing of that identifier has come in. Somebody who was merged is the one merged into.</summary>
    async Task<LearnerReference?> LearnerAsync(Run run, Content content, CancellationToken cancel)
    {
        LearnerIdentity identity;
        using (IncrementalHash hashes = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, run.Pepper.Span))
            identity = LearnerIdentity.Of(hashes, content.LearnerScheme, content.LearnerId, run.Caller.Organisation);
        if (await learners.FindAsync(identity, cancel) is not { } reference) return null;
        return await learners.FindAsync(reference, cancel) is ({ MergedInto: { } into }, _) ? new LearnerReference(into) : reference;
    }

    /// <summary>More achievements may have been handed in since, and the learner may have been merged.</summary>
    async Task<bool> IsSameAsync(RecognitionCase entered, LearnerReference learner, LearnerRow row, Content content, CancellationToken cancel) =>
        (entered.Route, entered.Target, entered.Language) == (content.Route, content.Target, content.Language) && row.AllOf(learner).Any(r => r.Value == entered.Learner)
        && content.Achievements.All(entered.Achievements.Contains) && (content.Institution is null || entered.Body == content.Institution) && await HasContactAsync(entered, content.Contact, cancel);

    async Task<bool> HasContactAsync(RecognitionCase entered, string? contact, CancellationToken cancel)
    {
        if (entered.Contact is null || contact is null) return entered.Contact is null && contact is null;
        byte[]? kept = await texts.OpenAsync(entered.Learner, NoticeRecipients.PlaceOf(entered.Id), entered.Contact.Value, cancel);
        return kept is not null && kept.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(contact));
    }

    /// <summary>What the rows of one file share.</summary>
    sealed record Run(OrganisationId Organisation, ReadOnlyMemory<byte> Pepper)
    {
        public Caller Caller { get; } = new("file", Organisation, new HashSet<Role> { Role.Provider });

        public ConcurrentDictionary<string, Task<ComparedEntry?>> Targets { get; } = new(StringComparer.Ordinal);
    }

    /// <summary>A row as it was judged.</summary>
    sealed record Content(string LocalId, string? LearnerScheme, string LearnerId, string Route, string Target, string? Institution, string? Language, string? Contact)
    {
        public IReadOnlyList<string> Achievements { get; init; } = [];
    }

    /// <summary>A row with what the hub knows of it, or why it is not taken.</summary>
    /// <param name="EnteredBy">Number of the submission that made it a case; null: it is none yet.</param>
    sealed record Looked(LearnerReference Learner, OrganisationId Institution, string Country, Content Content, (Column Column, FindingCode Code)? Refusal, long? EnteredBy = null)
    {
        public static Looked Not(Column column, FindingCode code) => new(default, default, "", null!, (column, code));
    }
}
