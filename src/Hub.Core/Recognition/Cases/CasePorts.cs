using Hub.Recognition.Evaluation;

namespace Hub.Recognition.Cases;

/// <summary>Makes what an evaluation needs of a case: achievements and evidence, target, agreements, equivalences, accreditations.</summary>
public interface IEvaluationInputs
{
    Task<EvaluationInput> LoadAsync(RecognitionCase of, DateOnly asOf, CancellationToken cancel);
}

/// <summary>
/// Uses of achievements, kept in the learner's partition. Each is reserved before it is decided on and then confirmed or released,
/// so that cases that run side by side can not count it twice. All three may be asked again.
/// </summary>
public interface IAchievementUses
{
    /// <summary>Reserves all of them for the case, or none; false when another case has one for the same target.</summary>
    Task<bool> ReserveAsync(RecognitionCase of, CancellationToken cancel);

    Task ConfirmAsync(RecognitionCase of, CancellationToken cancel);

    Task ReleaseAsync(RecognitionCase of, CancellationToken cancel);
}

/// <summary>Free text of cases under the key of the learner: whoever has no key reads nothing, and nobody after an erasure.</summary>
public interface ICaseTexts
{
    /// <summary>Null when the learner was erased.</summary>
    /// <param name="place">What it is for; what is sealed for one place does not open in another.</param>
    Task<SealedText?> SealAsync(string learner, string place, ReadOnlyMemory<byte> plain, CancellationToken cancel);

    /// <summary>Null when the learner was erased.</summary>
    Task<byte[]?> OpenAsync(string learner, string place, SealedText text, CancellationToken cancel);
}
