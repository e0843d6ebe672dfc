using Hub.Agreements;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Learners.Requests;
using Hub.Records;

namespace Hub.Learners.Access;

/// <summary>Everything a learner sees of what the hub holds about it, in one file (GDPR, articles 15 and 20).</summary>
/// <param name="Record">The credit record, with names and identifiers.</param>
/// <param name="Achievements">As they are kept, everything opened.</param>
/// <param name="Agreements">Learning agreements, everything opened.</param>
/// <param name="Accesses">Who read and did what, the newest first.</param>
public sealed record OwnData(
    DateTimeOffset At, OwnLearner Learner, CreditRecordDocument Record, IReadOnlyList<ListedRecord> Achievements, IReadOnlyList<ListedRecord> Agreements, IReadOnlyList<LearnerAccess> Accesses, ListedShares Shares, IReadOnlyList<LearnerRequest> Requests);

public sealed class ExportOwnDataHandler(ReadAchievementsHandler achievements, ReadAgreementHandler agreements, ReadCreditRecordHandler records, ReadAccessLogHandler accesses, ShareRecordHandler shares, MakeRequestHandler requests, TimeProvider clock)
{
    const int AtATime = 500;

    public async Task<Result<OwnData>> HandleAsync(OwnLearner own, CancellationToken cancel)
    {
        Result<CreditRecordDocument> record = await records.HandleAsync(own, new ReadCreditRecordQuery(), cancel);
        if (record.Problem is { } problem) return problem;
        var all = new List<LearnerAccess>();
        for (string? after = null; ;)
        {
            Page<LearnerAccess> page = (await accesses.HandleAsync(own, after, AtATime, cancel)).Value;
            all.AddRange(page.Items);
            if ((after = page.Next) is null) break;
        }

        return new OwnData(clock.GetUtcNow(), own, record.Value, await achievements.HandleAsync(own, cancel), await agreements.HandleAsync(own, cancel), all, await shares.ListAsync(own, cancel), await requests.ListAsync(own, cancel));
    }
}
