namespace Hub.Learners.Access;

/// <summary>Who may open a learner's own record to the learner: only an organisation that has sent something of it.</summary>
public interface IKnownLearners
{
    /// <summary>Why the caller may not; null when it may. Of a learner it knows nothing of, nothing is told.</summary>
    Task<Problem?> RefusalAsync(Caller caller, string reference, CancellationToken cancel);
}
