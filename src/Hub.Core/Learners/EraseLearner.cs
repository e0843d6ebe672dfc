using Hub.Agreements;
using Hub.Audit;
using Hub.Learners.Access;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Learners.Requests;
using Hub.Organisations;
using Hub.Ports;
using Hub.Records;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Work;

namespace Hub.Learners;

/// <summary>What came of a request to erase. Names are public contract.</summary>
public enum ErasureOutcome
{
    /// <summary>Identity, key and achievements are gone.</summary>
    Erased,

    /// <summary>The law asks for restriction instead: kept, not used.</summary>
    Restricted,
}

/// <summary>
/// Erases a learner with everything merged into it, where the law of the senders' countries lets it. Keys go first, so that from that
/// commit on nothing can be read, then the achievements. Dying anywhere in between, the same request goes on.
/// </summary>
public sealed class EraseLearnerHandler(LearnerStore learners, LearnerRecords records, RecordShares shares, LearnerSubjects subjects, LearnerRequests requests, LearnerAccesses accesses, AgreementRecords agreements, AgreementSignatures signatures, IQueue queue, OrganisationRegister organisations, RulesInForce rules, TimeProvider clock)
{
    public async Task<Result<ErasureOutcome>> HandleAsync(Caller caller, LearnerReference reference, CancellationToken cancel)
    {
        if (!caller.Has(Role.Registrar)) return LearnerProblems.NotARegistrar();
        if (await learners.FindAsync(reference, cancel) is not var (row, _)) return LearnerProblems.NotFound();
        if (row.MergedInto is { } into) return LearnerProblems.Merged(into);
        LearnerReference[] all = [.. row.AllOf(reference).Reverse()];
        if (row.ErasedAt is null)
        {
            ErasureTerms terms = await ErasureTerms.OfAsync(await SendersAsync(all, cancel), organisations, rules, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), cancel);
            if (terms.Answer is not { } answer) return LearnerProblems.ErasureNotKnown(terms.Source);
            if (answer == ErasureAnswer.Refused) return LearnerProblems.ErasureRefused(terms.Source);
            if (answer != ErasureAnswer.Applies) return await RestrictAsync(caller, reference, terms.Source, cancel);
            // A message that clears what is left also when this dies before it has sent the one below.
            await ClearRemains.AskAsync(queue, Queues.InsuranceDelay, cancel);
            // The learner itself last: until then a repeated request finds all of its aliases.
            foreach (LearnerReference one in all) await DestroyKeyAsync(caller, one, cancel);
        }

        foreach (LearnerReference one in all)
        {
            await records.RemoveAllAsync(one, cancel);
            await agreements.RemoveAllAsync(one, cancel);
            await signatures.RemoveAllAsync(one, cancel);
            await shares.RemoveAllAsync(one.Value, cancel);
            await requests.RemoveAllAsync(one, cancel);
            await accesses.RemoveAllAsync(one, cancel);
        }

        await ClearRemains.AskAsync(queue, ClearRemains.Soon, cancel);
        return ErasureOutcome.Erased;
    }

    async Task<IEnumerable<OrganisationId>> SendersAsync(LearnerReference[] references, CancellationToken cancel)
    {
        var senders = new HashSet<OrganisationId>();
        foreach (LearnerReference reference in references)
            foreach (ListedRecord record in (await records.ListAsync(reference, null, cancel)).Concat(await agreements.ListAsync(reference, cancel)))
                if (RecordId.TryParse(record.Id, out RecordId id)) senders.Add(id.Organisation);
        return senders;
    }

    /// <summary>Key and identity in one commit. What stays of the row says only that somebody was erased, and when.</summary>
    async Task DestroyKeyAsync(Caller caller, LearnerReference reference, CancellationToken cancel)
    {
        for (; ; )
        {
            if (await learners.FindAsync(reference, cancel) is not var (row, etag) || row.ErasedAt is not null) return;
            DateTimeOffset now = clock.GetUtcNow();
            if (row.Subjects is { Count: > 0 })
            {
                await subjects.RemoveAllAsync(reference, row, now, cancel);
                continue;
            }

            var erased = new LearnerRow(null, null, row.MergedInto, row.Aliases, ErasedAt: now);
            if (await learners.ActAsync(AuditActions.LearnerErased, caller, now, reference, erased, etag, cancel, await learners.ForgetAsync(reference, row.Identity, cancel))) return;
        }
    }

    async Task<Result<ErasureOutcome>> RestrictAsync(Caller caller, LearnerReference reference, string source, CancellationToken cancel)
    {
        for (; ; )
        {
            if (await learners.FindAsync(reference, cancel) is not var (row, etag)) return LearnerProblems.NotFound();
            DateTimeOffset now = clock.GetUtcNow();
            if (row.Restriction is not null || await learners.ActAsync(AuditActions.LearnerRestricted, caller, now, reference, row with { Restriction = new LearnerRestriction(now, caller.KeyId, source) }, etag, cancel)) return ErasureOutcome.Restricted;
        }
    }
}
