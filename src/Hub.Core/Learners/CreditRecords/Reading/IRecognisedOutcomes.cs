namespace Hub.Learners.CreditRecords.Reading;

/// <summary>Where decisions on recognition are found. Each part of the hub that decides registers one; without any a record has achievements alone.</summary>
public interface IRecognisedOutcomes
{
    /// <summary>Entries recognised for the learner, decisions that were taken back included.</summary>
    Task<IReadOnlyList<RecognisedOutcome>> OfAsync(LearnerReference learner, CancellationToken cancel);
}
