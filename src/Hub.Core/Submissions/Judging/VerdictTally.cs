using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hub.Submissions.Judging;

/// <summary>Counts dispositions and hashes the verdicts of a file in order of its rows; offline and on the server alike.</summary>
/// <param name="stopped">Whether the file is all-or-nothing and it is nothing: then good rows wait.</param>
public sealed class VerdictTally(bool stopped = false) : IDisposable
{
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly SortedSet<string> _rulesets = new(StringComparer.Ordinal);

    public long Rows { get; private set; }

    public long Accepted { get; private set; }

    public long Held { get; private set; }

    public long Waiting { get; private set; }

    public long Rejected { get; private set; }

    public long Repeated { get; private set; }

    public long Findings { get; private set; }

    /// <summary>Findings of judging that rest on the register; those of settling stand in the settlement.</summary>
    public long RegisterFindings { get; private set; }

    /// <summary>Countries of other awarding bodies, as the register knew them.</summary>
    public SortedDictionary<string, string?> Countries { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Rulesets => [.. _rulesets];

    public void AddHeader(int findings) => Findings += findings;

    public void Add(ChunkIndex index, ILookup<int, SettledRow> settled)
    {
        _rulesets.UnionWith(index.Rulesets);
        foreach ((string body, string? country) in index.Countries) Countries[body] = country;
        Findings += index.FindingCount;
        RegisterFindings += index.RegisterFindings;
        byte[] verdicts = new byte[index.Rows.Count * 13];
        Span<byte> next = verdicts;
        foreach (JudgedRow row in index.Rows)
        {
            Disposition disposition = DispositionOf(row, settled, out int added);
            if (stopped && disposition == Disposition.Accepted) disposition = Disposition.Waiting;
            Findings += added;
            Count(disposition);
            BinaryPrimitives.WriteInt32LittleEndian(next, row.Row);
            next[4] = (byte)disposition;
            BinaryPrimitives.WriteUInt64LittleEndian(next[5..], row.Content);
            next = next[13..];
        }

        _hash.AppendData(verdicts);
    }

    /// <summary>Hexadecimal. Over, per row: number (4 bytes, little endian), disposition (1), first 8 bytes of the content's SHA-256.</summary>
    public string VerdictSha256() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <param name="applied">What came of all rows that were written, in whatever round.</param>
    public SubmissionTotals ToTotals(SubmissionMode mode, IReadOnlyCollection<AppliedChunk> applied, long withdrawn = 0) => mode == SubmissionMode.Check
        ? new SubmissionTotals(Rows, Accepted, Repeated, Held, Rejected, 0, Findings)
        : new SubmissionTotals(Rows, applied.Sum(a => (long)a.Accepted), Repeated + applied.Sum(a => (long)a.Unchanged), Held + Waiting, Rejected, applied.Sum(a => (long)a.SupersededRows.Count), Findings, Waiting, withdrawn);

    public void Dispose() => _hash.Dispose();

    /// <summary>The row's own verdict, unless a registrar let it in or settling made it worse.</summary>
    internal static Disposition DispositionOf(JudgedRow row, ILookup<int, SettledRow> settled, out int added)
    {
        Disposition disposition = row.Disposition;
        added = 0;
        if (settled.Count == 0) return disposition;
        foreach (SettledRow more in settled[row.Row])
        {
            added++;
            if (more.IsRelease && disposition == Disposition.Held) disposition = Disposition.Accepted;
            else if (RankOf(more.Disposition) > RankOf(disposition)) disposition = more.Disposition;
        }

        return disposition;
    }

    static int RankOf(Disposition disposition) => disposition switch { Disposition.Rejected => 3, Disposition.Repeated => 2, Disposition.Held => 1, _ => 0 };

    void Count(Disposition disposition)
    {
        Rows++;
        switch (disposition)
        {
            case Disposition.Accepted: Accepted++; break;
            case Disposition.Held: Held++; break;
            case Disposition.Waiting: Waiting++; break;
            case Disposition.Repeated: Repeated++; break;
            default: Rejected++; break;
        }
    }
}
