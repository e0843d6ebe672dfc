using Hub.Http.Pipeline;
using Microsoft.AspNetCore.WebUtilities;

namespace Hub.Http.V1;

/// <summary>The file of a form, streamed. What follows it is seen only when it has been read: then the form must be at its end.</summary>
sealed class FormFile(Stream file, MultipartReader form) : ReadingStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await file.ReadAsync(buffer, cancellationToken);
        if (read == 0 && !buffer.IsEmpty && await form.ReadNextSectionAsync(cancellationToken) is not null)
            throw new RefusedBodyException(ContentProblems.FormField(), StatusCodes.Status422UnprocessableEntity);
        return read;
    }
}
