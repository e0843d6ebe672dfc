using System.Text.Json;
using Hub.Ports;

namespace Hub.Submissions;

/// <summary>What an Idempotency-Key was used for. Two requests are the same when body, kind and mode are.</summary>
/// <param name="Kind">What is asked for: the kind of a submission, or a word for another request.</param>
/// <param name="Salt">For requests whose answer is made again and not kept.</param>
sealed record IdempotentRequest(long Number, string BodySha256, string Kind, SubmissionMode Mode, DateTimeOffset At, string? Salt = null)
{
    public const int MaxKeyLength = 255;

    /// <summary>How long a key is remembered.</summary>
    static readonly TimeSpan Period = TimeSpan.FromDays(7);

    public static IdempotentRequest Of(Submission submission) => new(submission.Number, submission.BodySha256, submission.Kind, submission.Mode, submission.ReceivedAt);

    /// <summary>What is wrong with a key; null when nothing is, or none was sent.</summary>
    public static Problem? Check(string? key) => key is { Length: 0 or > MaxKeyLength } ? SubmissionProblems.KeyTooLong() : null;

    /// <summary>What was asked the first time when this request repeats it; a refusal when the key stands for another one; null when it is free.</summary>
    /// <param name="remembered">Row of the key.</param>
    public Result<IdempotentRequest>? Repeated(TableRow? remembered)
    {
        if (remembered is null) return null;
        IdempotentRequest first = JsonSerializer.Deserialize<IdempotentRequest>(remembered.Body.Span, HubJson.Options)!;
        if (At - first.At > Period) return null;
        return first.BodySha256 == BodySha256 && first.Kind == Kind && first.Mode == Mode ? (Result<IdempotentRequest>)first : SubmissionProblems.KeyReused();
    }

    public byte[] ToBody() => JsonSerializer.SerializeToUtf8Bytes(this, HubJson.Options);
}
