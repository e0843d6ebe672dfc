using Hub.Ports;

namespace Hub.Submissions;

/// <summary>Reads chunks of a submission's body, or of its working copy where the format needs one.</summary>
static class SubmissionBody
{
    public static async Task<PooledBytes> ReadChunkAsync(IBlobs blobs, Submission submission, SubmissionPlan plan, Chunk chunk, CancellationToken cancel)
    {
        string blob = plan.Format.NeedsWorkingCopy ? SubmissionKeys.WorkingCopy(submission.Id) : submission.BodyBlob;
        await using Stream stream = await blobs.OpenReadAsync(blob, chunk.Offset, chunk.LengthBytes, cancel)
            ?? throw new InvalidDataException($"The body of {submission.Id} is gone.");
        return await PooledBytes.ReadAsync(stream, chunk.LengthBytes, cancel);
    }
}
