using System.Collections;
using Hub.Submissions.Judging;

namespace Hub.Submissions.Rounds;

/// <summary>What the rounds before have made of the rows. Rows that were written stay as they are, whatever a later round brings.</summary>
sealed class EarlierRounds
{
    readonly BitArray _final = new(0);
    readonly BitArray _rejected = new(0);

    public static EarlierRounds None { get; } = new();

    /// <summary>What they settled; empty before the first.</summary>
    public Settlement Settlement { get; private init; } = new([]);

    /// <summary>Whether the row has been written, or repeats one that has.</summary>
    public bool IsFinal(int row) => row < _final.Length && _final[row];

    /// <summary>Whether the row was rejected, so that it may be sent again.</summary>
    public bool IsRejected(int row) => row < _rejected.Length && _rejected[row];

    /// <summary>What stays as it was settled: rows that are final, and decisions about rows that have not been sent anew.</summary>
    /// <param name="corrected">Rows that the next round has in a new wording.</param>
    public IReadOnlyList<SettledRow> Kept(IReadOnlyList<int> corrected)
    {
        var anew = corrected.ToHashSet();
        return [.. Settlement.Rows.Where(r => IsFinal(r.Row) || (r.IsDecision && !anew.Contains(r.Row)))];
    }

    /// <summary>The judgement of a corrected chunk, but for rows that are final: these keep theirs, should the rules have changed meanwhile.</summary>
    public ChunkIndex Keep(ChunkIndex before, ChunkIndex index)
    {
        if (before.Rows.Count != index.Rows.Count) throw new InvalidDataException("A corrected chunk has another number of rows.");
        JudgedRow[] rows = [.. index.Rows.Select((row, i) => !IsFinal(row.Row) ? row : row with { Key = before.Rows[i].Key, Content = before.Rows[i].Content, Disposition = before.Rows[i].Disposition })];
        return index with { Rows = rows };
    }

    /// <param name="before">The round before; null for the first.</param>
    public static async Task<EarlierRounds> ReadAsync(JudgedChunks? before, bool applied, CancellationToken cancel)
    {
        if (before is null) return None;
        Settlement settlement = await before.SettlementAsync(cancel) ?? throw new InvalidDataException($"What round {before.Round} settled is gone.");
        return await OfAsync(before.IndexesAsync(cancel), settlement, applied);
    }

    /// <param name="indexes">The chunks as the round before had them.</param>
    /// <param name="applied">Whether accepted rows have been written.</param>
    public static async Task<EarlierRounds> OfAsync(IAsyncEnumerable<ChunkIndex> indexes, Settlement settlement, bool applied)
    {
        ILookup<int, SettledRow> settled = settlement.ByRow();
        var earlier = new EarlierRounds { Settlement = settlement };
        await foreach (ChunkIndex index in indexes)
        {
            if (index.Rows.Count == 0) continue;
            earlier._final.Length = earlier._rejected.Length = index.Rows[^1].Row + 1;
            foreach (JudgedRow row in index.Rows)
            {
                Disposition disposition = VerdictTally.DispositionOf(row, settled, out _);
                earlier._final[row.Row] = applied && disposition is (Disposition.Accepted or Disposition.Repeated);
                earlier._rejected[row.Row] = disposition == Disposition.Rejected;
            }
        }

        return earlier;
    }
}
