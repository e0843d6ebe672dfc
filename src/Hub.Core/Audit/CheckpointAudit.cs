using System.Text.Json;
using Hub.Access;
using Hub.Catalogue.Standards;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions.Layout;

namespace Hub.Audit;

/// <summary>
/// After a release, and daily: takes facts whose message was lost in a crash, signs where every log stands, and prunes what is
/// older than the rules have it kept. Dying anywhere leaves something for the next time.
/// </summary>
public sealed class CheckpointAudit(ITables tables, ISigner signer, RecordKinds kinds, AuditLog log, AuditReader reader, PruneAudit prune, TimeProvider clock)
{
    const int ScansAtATime = 16;

    public async Task HandleAsync(CancellationToken cancel)
    {
        await TakeForgottenAsync(cancel);
        await foreach (string body in reader.BodiesAsync(cancel))
        {
            await SignAsync(body, cancel);
            await prune.HandleAsync(body, cancel);
        }
    }

    /// <summary>Looks at every partition that an act is committed in, and takes what is not in a log yet.</summary>
    public async Task TakeForgottenAsync(CancellationToken cancel)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = ScansAtATime, CancellationToken = cancel };
        await Parallel.ForEachAsync(SourcesAsync(cancel), options, async (source, stop) =>
        {
            await foreach (AuditFact _ in log.DrainAsync(source.Table, source.Partition, stop)) { }
        });
    }

    async IAsyncEnumerable<(string Table, string Partition)> SourcesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (string notes in AuditKeys.Notes) yield return (AuditKeys.Table, notes);
        yield return (Submissions.Holds.HoldStore.Table, Submissions.Holds.HoldStore.Partition);
        yield return (Rules.Adoptions.AdoptionStore.Table, Rules.Adoptions.AdoptionStore.Partition);
        yield return (Releases.ReleaseStore.Table, Releases.ReleaseStore.Partition);
        foreach (string table in (string[])[.. kinds.Tables, Learners.LearnerRecords.Table, Learners.LearnerStore.Table, StandardStore.Table, Recognition.Equivalences.EquivalenceStore.Table, ApiKeys.Table, Learners.Access.LearnerLinks.Table, Learners.Access.LearnerSubjects.Table, Learners.Requests.LearnerRequests.Table, Learners.CreditRecords.Sharing.RecordShares.Table])
            for (int partition = 0; partition < RecordKeys.PartitionCount; partition++) yield return (table, RecordKeys.Partition(partition));
        await foreach (OrganisationId organisation in Organisations.RegisteredOrganisations.AllAsync(tables, cancel))
        {
            yield return (Submissions.SubmissionKeys.Table, Submissions.SubmissionKeys.PartitionOf(organisation));
            // A case of an older year that nobody has touched for a year has no new facts; one that somebody touches is told of.
            for (int year = clock.GetUtcNow().Year; year >= clock.GetUtcNow().Year - 1; year--)
                yield return (Recognition.Cases.CaseStore.Table, Recognition.Cases.CaseId.PartitionOf(organisation, year));
        }
    }

    /// <summary>Nothing to sign where nothing has come since.</summary>
    async Task SignAsync(string body, CancellationToken cancel)
    {
        (AuditHead head, _) = await AuditHead.ReadAsync(tables, body, cancel);
        if (head.Sequence == 0 || await tables.FindAsync(AuditKeys.Table, body, AuditKeys.Checkpoint(head.Sequence), cancel) is not null) return;
        DateTimeOffset now = clock.GetUtcNow();
        string jws = await AuditCheckpoint.SignAsync(signer, body, head, now, cancel);
        byte[] kept = JsonSerializer.SerializeToUtf8Bytes(new SignedCheckpoint(body, head.Sequence, head.Hash, now, jws), HubJson.Options);
        // Refused when another has signed the same place meanwhile: one is enough.
        await tables.CommitAsync(AuditKeys.Table, body, [RowChange.Insert(AuditKeys.Checkpoint(head.Sequence), kept)], cancel);
    }
}
