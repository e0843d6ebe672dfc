using System.ComponentModel;
using Hub.Http.Description;
using Hub.Http.Pipeline;
using Hub.Ports;
using Hub.Submissions;
using Hub.Submissions.Uploads;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Hub.Http.V1;

/// <summary>
/// Where the hub itself takes what upload links lead to; in the cloud they lead to Blob storage, whose protocol this is a part
/// of. The token in the path is all the authority there is: unguessable, for one blob, for a time.
/// </summary>
static class UploadEndpoints
{
    const string TokenDescription = "From uploadUrl.";

    public static void MapUploads(this RouteGroupBuilder v1)
    {
        v1.MapPut("/uploads/{token}", PutAsync).Produces(201).Refuses(400, 404, 413, 422, 503).WithMetadata(new OwnBodyLimit()).AddOpenApiOperationTransformer(DescribeBodyAsync)
            .Describe("WriteUpload", Tags.Submissions, "Upload a file, or a block of it", "Use uploadUrl of a submission that was begun with upload=true, wherever it leads, and add comp to its query. Without comp the body is the whole file. comp=block with a blockid stores one block, at most 100 MiB (104,857,600 bytes), in any order, again when it got lost; comp=blocklist joins the blocks that its XML lists. This is the part of the protocol of Azure Blob storage that links need; send x-ms-blob-type: BlockBlob with a whole file, for links that lead there.");
        v1.MapGet("/uploads/{token}", ListAsync).Produces<string>(200, "application/xml").Refuses(404, 422)
            .Describe("ListUploadBlocks", Tags.Submissions, "List the blocks that have come", "With comp=blocklist, as XML: to go on with an upload that was interrupted.");
    }

    static async Task<Results<Created, ProblemHttpResult>> PutAsync(
        [Description(TokenDescription)] string token,
        [FromQuery(Name = "comp"), Description("block, blocklist, or left out for the whole file.")] string? comp,
        [FromQuery(Name = "blockid"), Description("Id of the block: Base64 of 1 to 64 bytes.")] string? blockId,
        HttpContext http, IUploadLinks links, UploadBlocks uploads, IOptions<HubOptions> options)
    {
        if (links.BlobOf(token) is not { } blob) return UploadProblems.UnknownLink().ToHttp();
        CancellationToken cancel = http.RequestAborted;
        Problem? problem = comp switch
        {
            null => await WriteAsync(http, options.Value.MaxUploadBytes, async body =>
            {
                await uploads.WriteWholeAsync(blob, body, cancel);
                return null;
            }),
            "block" => await WriteBlockAsync(),
            "blocklist" => await BlockList.ReadAsync(http.Request.Body, cancel) is { } ids ? await uploads.JoinAsync(blob, ids, cancel) : UploadProblems.ListInvalid(),
            _ => UploadProblems.UnknownPart(comp),
        };
        return problem is null ? TypedResults.Created() : problem.ToHttp();

        async Task<Problem?> WriteBlockAsync()
        {
            long left = options.Value.MaxUploadBytes - (await uploads.ListAsync(blob, cancel)).Where(b => b.Id != blockId).Sum(b => b.SizeBytes);
            return await WriteAsync(http, Math.Min(left, HubOptions.MaxBlockBytes), body => uploads.WriteBlockAsync(blob, blockId, body, cancel));
        }
    }

    static async Task<Problem?> WriteAsync(HttpContext http, long most, Func<Stream, Task<Problem?>> write) =>
        http.Request.ContentLength > most ? SubmissionProblems.TooLarge(most) : await write(new CountedBody(http.Request.Body, most));

    static async Task<Results<ContentHttpResult, ProblemHttpResult>> ListAsync(
        [Description(TokenDescription)] string token, [FromQuery(Name = "comp"), Description("blocklist.")] string? comp, HttpContext http, IUploadLinks links, UploadBlocks uploads)
    {
        if (links.BlobOf(token) is not { } blob) return UploadProblems.UnknownLink().ToHttp();
        if (comp != "blocklist") return UploadProblems.UnknownPart(comp ?? "").ToHttp();
        return TypedResults.Text(BlockList.Write(await uploads.ListAsync(blob, http.RequestAborted)), "application/xml", System.Text.Encoding.UTF8);
    }

    static Task DescribeBodyAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = "The file, a block of it, or the list of blocks: <BlockList><Latest>blockid</Latest>...</BlockList>.",
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/octet-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                ["application/xml"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        };
        return Task.CompletedTask;
    }
}
