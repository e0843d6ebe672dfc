using Hub.Ports;

namespace Hub.Submissions.Uploads;

/// <summary>A block that was sent and is in no list yet.</summary>
public sealed record UploadBlock(string Id, long SizeBytes);

/// <summary>Takes uploads where the hub itself does: whole, or in blocks that may be sent again and in any order.</summary>
public sealed class UploadBlocks(IBlobs blobs)
{
    /// <summary>Longest id of a block in bytes, before Base64; as in Azure Blob storage.</summary>
    const int MaxIdBytes = 64;

    public Task WriteWholeAsync(string blob, Stream body, CancellationToken cancel) => blobs.WriteAsync(blob, BlobCondition.None, body.CopyToAsync, cancel);

    public async Task<Problem?> WriteBlockAsync(string blob, string? id, Stream body, CancellationToken cancel)
    {
        if (NameOf(blob, id) is not { } name) return UploadProblems.BlockIdInvalid();
        await blobs.WriteAsync(name, BlobCondition.None, body.CopyToAsync, cancel);
        return null;
    }

    /// <summary>Makes the blob of its blocks, in the order of the list. They stay until the upload ends, so that this can be repeated.</summary>
    public async Task<Problem?> JoinAsync(string blob, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var names = new List<string>(ids.Count);
        foreach (string id in ids)
        {
            if (NameOf(blob, id) is not { } name || await blobs.FindAsync(name, cancel) is null) return UploadProblems.BlockUnknown();
            names.Add(name);
        }

        await blobs.WriteAsync(blob, BlobCondition.None, async (destination, stop) =>
        {
            foreach (string name in names)
            {
                await using Stream block = await blobs.OpenReadAsync(name, 0, null, stop) ?? throw new FileNotFoundException($"Blob {name} went away.");
                await block.CopyToAsync(destination, stop);
            }
        }, cancel);
        return null;
    }

    public async Task<IReadOnlyList<UploadBlock>> ListAsync(string blob, CancellationToken cancel)
    {
        string prefix = Upload.FolderOf(blob) + BlockPrefix;
        var blocks = new List<UploadBlock>();
        await foreach (BlobProperties block in blobs.ListAsync(prefix, cancel))
            blocks.Add(new UploadBlock(Convert.ToBase64String(Convert.FromHexString(block.Name[prefix.Length..])), block.SizeBytes));
        return blocks;
    }

    const string BlockPrefix = "block-";

    static string? NameOf(string blob, string? id)
    {
        Span<byte> bytes = stackalloc byte[MaxIdBytes];
        return !string.IsNullOrEmpty(id) && Convert.TryFromBase64String(id, bytes, out int length) && length > 0
            ? $"{Upload.FolderOf(blob)}{BlockPrefix}{Convert.ToHexStringLower(bytes[..length])}"
            : null;
    }
}

public static class UploadProblems
{
    public static Problem UnknownLink() => new(ProblemKind.NotFound, "upload.unknown-link", "This upload link is not known, or its time is over.", "Begin the submission again, with the same Idempotency-Key where you sent one.");

    public static Problem BlockIdInvalid() => new(ProblemKind.Invalid, "upload.block-id-invalid", "The id of the block is not usable.", "Send blockid as Base64 of 1 to 64 bytes, percent-encoded.");

    public static Problem BlockUnknown() => new(ProblemKind.Invalid, "upload.block-unknown", "The list names a block that was not sent.", "Send it, then the list again.");

    public static Problem ListInvalid() => new(ProblemKind.Invalid, "upload.list-invalid", "The list of blocks can not be read.", "Send <BlockList><Latest>id</Latest>...</BlockList>, at most 50,000 ids.");

    public static Problem UnknownPart(string part) => new(ProblemKind.Invalid, "upload.unknown-part", "This address takes no such part.", $"comp={part} is none of: block, blocklist; without it the body is the whole file.");
}
