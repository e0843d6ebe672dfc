using Hub.Recognition.Cases;

namespace Hub.Learners;

/// <summary>Seals text under the key of the learner a reference names. A merged learner keeps the key, so what was sealed stays readable.</summary>
public sealed class LearnerTexts(LearnerStore learners) : ICaseTexts
{
    public async Task<SealedText?> SealAsync(string learner, string place, ReadOnlyMemory<byte> plain, CancellationToken cancel)
    {
        using Learner? opened = await OpenAsync(learner, cancel);
        return opened is null ? null : new SealedText(opened.Seal(plain.Span, place));
    }

    public async Task<byte[]?> OpenAsync(string learner, string place, SealedText text, CancellationToken cancel)
    {
        using Learner? opened = await OpenAsync(learner, cancel);
        return opened?.Open(text.Ciphertext, place);
    }

    async Task<Learner?> OpenAsync(string learner, CancellationToken cancel) =>
        LearnerReference.TryParse(learner, out LearnerReference reference) && await learners.FindAsync(reference, cancel) is { } found ? await learners.OpenAsync(reference, found.Row, cancel) : null;
}
