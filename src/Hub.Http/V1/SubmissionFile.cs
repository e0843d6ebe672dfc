using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Hub.Http.V1;

/// <summary>The file that is the body of a submission.</summary>
static class SubmissionFile
{
    const int MaxNameLength = 255;

    const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The file's name without folders; null when none was sent.</summary>
    public static string? NameOf(string? query, StringValues contentDisposition)
    {
        string? name = query;
        if (name is null && ContentDispositionHeaderValue.TryParse(contentDisposition.ToString(), out ContentDispositionHeaderValue? header))
            name = (header.FileNameStar.HasValue ? header.FileNameStar : header.FileName).Value?.Trim('"');
        if (string.IsNullOrWhiteSpace(name)) return null;
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        name = new string([.. name.Where(c => !char.IsControl(c))]);
        return name.Length == 0 ? null : name[..Math.Min(name.Length, MaxNameLength)];
    }

    /// <summary>The body is read as a stream, so the description can not be derived.</summary>
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var file = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = "The file, byte for byte. The format is recognised by its content: CSV (UTF-8, Windows-1252, UTF-16), XLSX, a JSON array of objects, or NDJSON (one object a line).",
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["text/csv"] = file, [Xlsx] = file, ["application/json"] = file, ["application/x-ndjson"] = file, ["application/octet-stream"] = file, ["multipart/form-data"] = Form() },
        };
        return Task.CompletedTask;
    }

    static OpenApiMediaType Form() => new()
    {
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
        },
    };
}
