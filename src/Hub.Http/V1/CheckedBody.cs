using Hub.Http.Pipeline;

namespace Hub.Http.V1;

/// <summary>Reads what a body is packed in; when that is not what it said to be, the request is refused with the problem.</summary>
sealed class CheckedBody(Stream body, Problem unreadable) : ReadingStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException))
        {
            throw new RefusedBodyException(unreadable, StatusCodes.Status422UnprocessableEntity);
        }
    }
}
