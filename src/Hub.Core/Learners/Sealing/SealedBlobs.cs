using System.Collections.Concurrent;
using System.Globalization;
using Hub.Ports;
using Hub.Submissions;

namespace Hub.Learners.Sealing;

/// <summary>
/// Blobs as the rest of the hub sees them: those of submissions about learners are ciphertext below, everything else is as it is. Which
/// they are is told by names, so that no step can forget it: bodies say it themselves, and what a submission works with goes by its body.
/// Findings and receipts stay readable: neither ever holds a value of a learner.
/// </summary>
public sealed class SealedBlobs(IBlobs inner, ITables tables, SubmissionSecrets secrets) : IBlobs
{
    const int MostRemembered = 10_000;

    readonly SubmissionStore _submissions = new(tables);
    readonly ConcurrentDictionary<string, string?> _secrets = new(StringComparer.Ordinal);

    public async Task<BlobProperties?> FindAsync(string name, CancellationToken cancel)
    {
        BlobProperties? found = await inner.FindAsync(name, cancel);
        if (found is null || await SecretOfAsync(name, cancel) is not { } secret) return found;
        return await secrets.FindAsync(secret.Organisation, secret.Name, cancel) is null ? null : found with { SizeBytes = SegmentCipher.TextBytes(found.SizeBytes) };
    }

    public async Task<Stream?> OpenReadAsync(string name, long offset, long? length, CancellationToken cancel)
    {
        if (await SecretOfAsync(name, cancel) is not { } secret) return await inner.OpenReadAsync(name, offset, length, cancel);
        if (await secrets.FindAsync(secret.Organisation, secret.Name, cancel) is not { } key || await inner.FindAsync(name, cancel) is not { } blob) return null;
        long text = SegmentCipher.TextBytes(blob.SizeBytes), left = Math.Max(0, Math.Min(length ?? long.MaxValue, text - offset));
        byte[] salt = new byte[SegmentCipher.SaltBytes];
        await using (Stream? head = await inner.OpenReadAsync(name, 0, salt.Length, cancel))
        {
            if (head is null) return null;
            await head.ReadExactlyAsync(salt, cancel);
        }

        if (left == 0) return new MemoryStream([], writable: false);
        const int box = SegmentCipher.SegmentBytes + SegmentCipher.TagBytes;
        long first = offset / SegmentCipher.SegmentBytes, last = (offset + left - 1) / SegmentCipher.SegmentBytes;
        Stream? source = await inner.OpenReadAsync(name, SegmentCipher.SaltBytes + first * box, (last - first + 1) * box, cancel);
        return source is null ? null : new OpeningStream(source, new SegmentCipher(key, salt, name), first, SegmentCipher.SegmentsOf(blob.SizeBytes), (int)(offset % SegmentCipher.SegmentBytes), left);
    }

    public async Task<BlobOutcome> WriteAsync(string name, BlobCondition condition, Func<Stream, CancellationToken, Task> write, CancellationToken cancel)
    {
        if (await SecretOfAsync(name, cancel) is not { } secret) return await inner.WriteAsync(name, condition, write, cancel);
        byte[] key = secret.IsOwn
            ? await secrets.MakeAsync(secret.Organisation, secret.Name, cancel)
            : await secrets.FindAsync(secret.Organisation, secret.Name, cancel) ?? throw new InvalidOperationException($"The key of '{name}' was destroyed.");
        return await inner.WriteAsync(name, condition, async (stream, stop) =>
        {
            await using var sealing = new SealingStream(stream, key, name);
            await write(sealing, stop);
            await sealing.CompleteAsync(stop);
        }, cancel);
    }

    /// <summary>Sizes are those of the text where the name says that a blob is sealed; of what a submission works with nobody asks.</summary>
    public IAsyncEnumerable<BlobProperties> ListAsync(string prefix, CancellationToken cancel) =>
        inner.ListAsync(prefix, cancel).Select(blob => StoredBody.SecretOf(blob.Name) is null ? blob : blob with { SizeBytes = SegmentCipher.TextBytes(blob.SizeBytes) });

    /// <summary>With a body its key goes too: first, so that what is left of the body after a crash can not be read.</summary>
    public async Task<bool> DeleteAsync(string name, CancellationToken cancel)
    {
        if (StoredBody.SecretOf(name) is { } own) await secrets.DestroyAsync(own.Organisation, own.Name, cancel);
        return await inner.DeleteAsync(name, cancel);
    }

    async Task<Secret?> SecretOfAsync(string name, CancellationToken cancel)
    {
        if (StoredBody.SecretOf(name) is { } own) return new Secret(own.Organisation, own.Name, IsOwn: true);
        if (!SubmissionKeys.IsSealable(name)) return null;
        string[] parts = name.Split('/');
        if (!OrganisationId.TryParse(parts[1], out OrganisationId organisation) || !long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return null;
        string submission = $"{parts[1]}/{parts[2]}";
        if (!_secrets.TryGetValue(submission, out string? secret))
        {
            // A batch has no submission, nor anything to hide: its answer holds findings.
            if (await _submissions.FindAsync(new SubmissionId(organisation, number), cancel) is not var (found, _) || found.Status == SubmissionStatus.Uploading) return null;
            if (_secrets.Count >= MostRemembered) _secrets.Clear();
            secret = _secrets[submission] = StoredBody.SecretOf(found.BodyBlob)?.Name;
        }

        return secret is null ? null : new Secret(organisation, secret, IsOwn: false);
    }

    /// <param name="IsOwn">Whether the blob is the body itself, with which the key is made.</param>
    readonly record struct Secret(OrganisationId Organisation, string Name, bool IsOwn);
}
