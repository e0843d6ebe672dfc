using Hub.Audit;
using Hub.Ports;

namespace Hub.Learners.Sealing;

/// <param name="KeyId">The key that wraps now.</param>
/// <param name="Rewrapped">Keys of learners and submissions that were wrapped anew, in this run.</param>
/// <param name="Retired">Wrapping keys that were destroyed.</param>
public sealed record WrappingRotation(string KeyId, long Rewrapped, int Retired);

/// <summary>
/// Puts a new key in the place of the one that wraps, in steps of which each bears to be done again: a new key is made; all keys are
/// wrapped by it; of what was wrapped before nothing is left in the files; the act is in the log; the old key is destroyed. Until then
/// both open. A rotation that died is seen by the ring's having two keys, and goes on. Nobody else may write the store meanwhile.
/// </summary>
public sealed class RotateWrappingKey(ITables tables, IOwnedKeyRing ring, IRemains remains, IQueue queue, TimeProvider clock)
{
    public async Task<Result<WrappingRotation>> HandleAsync(string actor, CancellationToken cancel)
    {
        if ((await ring.KeyIdsAsync(cancel)).Count == 1) await ring.AddAsync(cancel);
        WrappingKey current = await ring.CurrentAsync(cancel);
        long rewrapped = await new RewrapKeys(tables, ring).HandleAsync(cancel);
        if (!await remains.ClearAsync(cancel)) return BackupReads();
        await NoteAsync(actor, current.KeyId, cancel);
        return new WrappingRotation(current.KeyId, rewrapped, await ring.RetireAsync(cancel));
    }

    /// <summary>Once for each new key, however often it is noted.</summary>
    async Task NoteAsync(string actor, string keyId, CancellationToken cancel)
    {
        var fact = new AuditFact($"wrapping-key~{keyId}", AuditBody.Hub, clock.GetUtcNow(), actor, AuditActions.WrappingKeyRotated, $"wrapping-keys/{keyId}");
        await tables.CommitAsync(AuditKeys.Table, AuditKeys.Notes[0], [fact.ToChange()], cancel);
        await queue.TellAuditAsync(AuditKeys.Table, AuditKeys.Notes[0], cancel);
    }

    static Problem BackupReads() => new(ProblemKind.Conflict, "wrapping-key.backup-reads", "The old wrapping key is not destroyed yet: a backup reads the data.",
        "Everything is wrapped by the new key; run the command again when the backup has ended.");
}
