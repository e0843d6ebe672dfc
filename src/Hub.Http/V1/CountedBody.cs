using Hub.Http.Pipeline;
using Hub.Submissions;

namespace Hub.Http.V1;

/// <summary>
/// Passes a body on and breaks off when it grows too large, announced or not: by a kind of the exception the web server throws
/// for its own limit, so that what was stored so far is dropped and the answer is 413.
/// </summary>
sealed class CountedBody(Stream body, long maxBytes) : ReadingStream
{
    long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await body.ReadAsync(buffer, cancellationToken);
        _read += read;
        return _read <= maxBytes ? read : throw new RefusedBodyException(SubmissionProblems.TooLarge(maxBytes), StatusCodes.Status413PayloadTooLarge);
    }
}
