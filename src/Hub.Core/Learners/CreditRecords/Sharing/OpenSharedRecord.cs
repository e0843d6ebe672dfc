using Hub.Learners.CreditRecords.Forms;

namespace Hub.Learners.CreditRecords.Sharing;

/// <summary>Opens a link: what it shows, computed now. The opening is noted before anything is given out.</summary>
public sealed class OpenSharedRecordHandler(RecordShares shares, ReadCreditRecordHandler records)
{
    public async Task<Result<CreditRecordDocument>> HandleAsync(string token, CancellationToken cancel)
    {
        if (await shares.FindAsync(token, cancel) is not var (reference, share) || !LearnerReference.TryParse(reference, out LearnerReference learner)) return ShareProblems.NotFound();
        await shares.NoteOpeningAsync(reference, share, cancel);
        Result<CreditRecordDocument> read = await records.HandleAsync(learner, share, cancel);
        // Merged, erased or restricted meanwhile: to whoever has the link it does not work any more.
        return read.Problem is null ? read : ShareProblems.NotFound();
    }
}
