using Hub.Http.Pipeline;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Hub.Http.V1;

/// <summary>The file in a request: its body as it is, unpacked where it says that it is packed, or the one file of a form.</summary>
/// <param name="ExpectedBytes">Length that was announced; null when it is not that of the file.</param>
sealed record SubmissionContent(Stream Body, long? ExpectedBytes, string? FileName, string? MediaType)
{
    const int MaxBoundaryLength = 128;

    public static async Task<Result<SubmissionContent>> OpenAsync(HttpRequest request, HubOptions options, CancellationToken cancel)
    {
        Stream body = new CountedBody(request.Body, options.MaxSubmissionBytes);
        string encoding = request.Headers.ContentEncoding.ToString();
        bool packed = encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase);
        if (packed)
        {
            if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
            {
                request.HttpContext.Response.Headers.AcceptEncoding = "gzip";       // RFC 9110, 12.5.3: what would have been taken
                return ContentProblems.UnknownEncoding();
            }

            body = new CountedBody(new CheckedBody(new GzipBody(body), ContentProblems.NotGzip()), options.MaxUploadBytes);
        }

        if (MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return await OpenFormAsync(body, type, cancel);
        return new SubmissionContent(body, packed ? null : request.ContentLength, SubmissionFile.NameOf(null, request.Headers.ContentDisposition), request.ContentType);
    }

    static async Task<Result<SubmissionContent>> OpenFormAsync(Stream body, MediaTypeHeaderValue type, CancellationToken cancel)
    {
        string boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > MaxBoundaryLength) return ContentProblems.FormUnreadable();
        var form = new MultipartReader(boundary, body);
        MultipartSection? section;
        try
        {
            section = await form.ReadNextSectionAsync(cancel);
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException))
        {
            return ContentProblems.FormUnreadable();
        }

        if (section?.AsFileSection() is not { } file) return section is null ? ContentProblems.FormEmpty() : ContentProblems.FormField();
        return new SubmissionContent(new CheckedBody(new FormFile(section.Body, form), ContentProblems.FormUnreadable()), null, SubmissionFile.NameOf(file.FileName, default), section.ContentType);
    }
}

static class ContentProblems
{
    public static Problem UnknownEncoding() => new(ProblemKind.UnsupportedMedia, "request.unknown-encoding", "The body is packed in a way that the hub does not take.", "Send it as it is, or with Content-Encoding: gzip.");

    public static Problem NotGzip() => new(ProblemKind.Invalid, "request.not-gzip", "The body is no gzip, or it ended early; nothing was stored.", "Leave Content-Encoding out for a body that is not packed.");

    public static Problem FormUnreadable() => new(ProblemKind.Invalid, "request.form-unreadable", "The form can not be read, or it ended early; nothing was stored.", "Send the file itself as the body: curl --data-binary @file.");

    public static Problem FormEmpty() => new(ProblemKind.Invalid, "request.form-empty", "The form holds no file.", "Send the file itself as the body: curl --data-binary @file.");

    public static Problem FormField() => new(ProblemKind.Invalid, "request.form-field", "The form holds something that is no file.", "A form may hold one file and nothing else; parameters stand in the address: ?kind=catalogue.");
}
