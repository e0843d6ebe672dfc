using System.Text.Json;
using Hub.Ports;

namespace Hub.Audit;

/// <summary>First line of an export: whose log follows, and how far it goes.</summary>
/// <param name="Entries">How many entries follow.</param>
/// <param name="Checkpoint">Signed checkpoint of the last entry; null when the log is empty.</param>
/// <param name="Base">Where the log begins, when older entries were pruned, and the signed checkpoint of that place.</param>
public sealed record AuditExport(string Body, long Entries, DateTimeOffset ExportedAt, string? Checkpoint, AuditPlace? Base = null, string? BaseCheckpoint = null);

sealed record AuditExportLine(AuditExport? Export);

/// <summary>Lines that follow it: checkpoints the hub signed earlier.</summary>
sealed record AuditCheckpointLine(string? Checkpoint);

/// <param name="First">First entry that was checked; 0 when there is none.</param>
/// <param name="Problem">The first thing that is wrong, with its place; null when the log is whole.</param>
public sealed record VerifyAuditResult(string? Body, long First, long Last, string? Hash, Problem? Problem)
{
    public bool Ok => Problem is null;
}

/// <summary>
/// Checks an export as anyone can: every entry's own hash, that it names the one before, that none is missing, and the signed
/// checkpoints. Without a checkpoint from elsewhere it trusts the one in the export: whoever can sign can write a log anew.
/// </summary>
public sealed class VerifyAudit(IReadOnlyCollection<PublicSigningKey> keys)
{
    /// <param name="known">Further checkpoints, JWS, that somebody kept.</param>
    public async Task<VerifyAuditResult> HandleAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> lines, IReadOnlyCollection<string> known, CancellationToken cancel)
    {
        Chain? chain = null;
        long number = 0;
        await foreach (ReadOnlyMemory<byte> line in lines.WithCancellation(cancel))
        {
            number++;
            if (chain is null)
            {
                Result<Chain> begun = Begin(line.Span, known);
                if (begun.Problem is { } wrong) return new VerifyAuditResult(null, 0, 0, null, wrong);
                chain = begun.Value;
            }
            else if ((CheckpointIn(line.Span) is { } jws ? chain.Add(AuditCheckpoint.Read(jws, keys)) : chain.Add(line.Span, number)) is { } problem)
            {
                return chain.ToResult(problem);
            }
        }

        return chain is null ? new VerifyAuditResult(null, 0, 0, null, AuditProblems.HeaderMissing()) : chain.ToResult(chain.End());
    }

    Result<Chain> Begin(ReadOnlySpan<byte> line, IReadOnlyCollection<string> known)
    {
        if (ReadHeader(line) is not { Body: not null } export) return AuditProblems.HeaderMissing();
        var places = new Dictionary<long, string>();
        foreach (string jws in (string[])[.. known, .. export.Checkpoint is { } last ? [last] : (string[])[]])
        {
            Result<AuditCheckpoint> read = AuditCheckpoint.Read(jws, keys);
            if (read.Problem is { } wrong) return wrong;
            if (read.Value.Body != export.Body) return AuditProblems.CheckpointOfAnother(read.Value.Body);
            if (!places.TryAdd(read.Value.Sequence, read.Value.Hash) && places[read.Value.Sequence] != read.Value.Hash) return AuditProblems.CheckpointDiffers(read.Value.Sequence);
        }

        // How far it goes is signed, or it is not known.
        if (export.Checkpoint is null && (export.Entries != 0 || export.Base is not null)) return AuditProblems.HeaderMissing();
        if (export.Base is not { } start) return new Chain(export.Body, new AuditPlace(0, AuditEntry.None), places);
        Result<AuditCheckpoint> signed = AuditCheckpoint.Read(export.BaseCheckpoint ?? "", keys);
        if (signed.Problem is { } unsigned) return unsigned;
        bool fits = signed.Value.Body == export.Body && signed.Value.Sequence == start.Sequence && signed.Value.Hash == start.Hash;
        return fits ? new Chain(export.Body, start, places) : AuditProblems.BeginningDiffers(start.Sequence);
    }

    static string? CheckpointIn(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("{\"checkpoint\""u8)) return null;
        try
        {
            return JsonSerializer.Deserialize<AuditCheckpointLine>(line, HubJson.Options)?.Checkpoint;
        }
        catch (JsonException)
        {
            return null;        // it is no entry either, and is found to be none
        }
    }

    static AuditExport? ReadHeader(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditExportLine>(line, HubJson.Options)?.Export;
        }
        catch (JsonException)
        {
            return null;        // no header: the caller says so
        }
    }

    sealed class Chain(string body, AuditPlace start, Dictionary<long, string> places)
    {
        AuditPlace? _read;

        AuditPlace Last => _read ?? start;

        /// <summary>A checkpoint that the hub kept; in an export they stand before the entries.</summary>
        public Problem? Add(Result<AuditCheckpoint> kept)
        {
            if (kept.Problem is { } wrong) return wrong;
            if (kept.Value.Body != body) return AuditProblems.CheckpointOfAnother(kept.Value.Body);
            bool fits = kept.Value.Sequence > Last.Sequence ? places.TryAdd(kept.Value.Sequence, kept.Value.Hash) || places[kept.Value.Sequence] == kept.Value.Hash
                : kept.Value.Sequence < Last.Sequence || kept.Value.Hash == Last.Hash;
            return fits ? null : AuditProblems.CheckpointDiffers(kept.Value.Sequence);
        }

        public Problem? Add(ReadOnlySpan<byte> line, long number)
        {
            if (AuditEntry.Read(line) is not { } entry) return AuditProblems.Unreadable(number);
            if (entry.Body != body) return AuditProblems.OtherBody(number);
            if (entry.ComputeHash() != entry.Hash) return AuditProblems.Changed(entry.Sequence);
            if (entry.Sequence > Last.Sequence + 1) return AuditProblems.Removed(Last.Sequence + 1);
            if (entry.Sequence <= Last.Sequence) return AuditProblems.OutOfOrder(number, entry.Sequence);
            if (entry.Previous != Last.Hash) return AuditProblems.Changed(_read is null ? entry.Sequence : _read.Sequence);
            if (places.TryGetValue(entry.Sequence, out string? signed) && signed != entry.Hash) return AuditProblems.CheckpointDiffers(entry.Sequence);
            _read = new AuditPlace(entry.Sequence, entry.Hash);
            return null;
        }

        /// <summary>A checkpoint of what was pruned can not be compared any more, but for that of the place where the log begins.</summary>
        public Problem? End()
        {
            if (places.TryGetValue(start.Sequence, out string? signed) && signed != start.Hash) return AuditProblems.CheckpointDiffers(start.Sequence);
            long expected = places.Keys.DefaultIfEmpty(0).Max();
            return expected > Last.Sequence ? AuditProblems.Truncated(Last.Sequence, expected) : null;
        }

        public VerifyAuditResult ToResult(Problem? problem) => new(body, _read is null ? 0 : start.Sequence + 1, Last.Sequence, Last.Hash, problem);
    }
}
