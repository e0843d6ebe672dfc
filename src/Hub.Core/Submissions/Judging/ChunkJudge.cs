using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hub.Records;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Judging;

/// <summary>
/// Judges the rows of one chunk. Pure: the same bytes, plan and scope give the same index and records, on a server, in a queue
/// or offline. What needs other rows or the register is settled afterwards (<see cref="Settler"/>).
/// </summary>
public sealed class ChunkJudge(IRecordKind kind, ColumnLayout layout, JudgeScope scope)
{
    readonly List<JudgedRow> _rows = new(Chunk.MaxRows);
    readonly List<JudgedReference> _references = [];
    readonly ArrayBufferWriter<byte> _findings = new(16 * 1024);
    readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    readonly SortedSet<string> _rulesets = new(StringComparer.Ordinal);
    int _findingCount;
    int _registerFindings;

    /// <param name="records">Takes the records of rows that are not rejected; null when nothing will be applied.</param>
    public ChunkIndex Judge(IRowReader reader, RecordsWriter? records)
    {
        using var findings = new FindingWriter(_findings);
        using var hashes = SHA256.Create();         // one for all rows: starting one costs as much as hashing a row
        var verdict = new RowVerdict();
        string? lastRuleset = null;
        while (reader.Read())
        {
            verdict.Clear();
            if (reader.Fault is { } fault) verdict.Add(fault);
            else Report(reader, verdict);
            if (reader.Fault is null) kind.Judge(reader, layout, scope, verdict);
            if (verdict.RulesetVersion is { } version && !ReferenceEquals(version, lastRuleset)) _rulesets.UnionWith((lastRuleset = version).Split(' '));
            Keep(reader, verdict, findings, records, hashes);
        }

        return new ChunkIndex(_rows, _references, _findings.WrittenMemory, _findingCount, [.. _rulesets]) { RegisterFindings = _registerFindings, CountsByCode = _counts };
    }

    void Report(IRowReader reader, RowVerdict verdict)
    {
        if (reader.CellFaults.Count == 0) return;
        foreach ((int column, FindingCode code, string? detail, string? path, Severity? severity) in reader.CellFaults)
            if (column < 0 || layout.Columns[column] is not null) verdict.Add(new Finding(reader.Number, column < 0 ? null : layout.Columns[column]!.SourceName, code, severity ?? code.Severity, detail, path));
    }

    void Keep(IRowReader reader, RowVerdict verdict, FindingWriter findings, RecordsWriter? records, SHA256 hashes)
    {
        Disposition disposition = verdict.Worst switch { Severity.Reject => Disposition.Rejected, Severity.Hold => Disposition.Held, _ => Disposition.Accepted };
        int findingsFrom = _findings.WrittenCount;
        foreach (Finding finding in verdict.Findings)
        {
            findings.Write(finding.Path is null ? finding with { Path = reader.PathOf(finding.Column) } : finding);
            if (finding.Code.Source == FindingSource.Register) _registerFindings++;
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, finding.Code.Code, out _)++;
        }

        _findingCount += verdict.Findings.Count;

        UInt128 key = KeyOf(verdict.Id, hashes);
        ulong content = 0;
        if (disposition != Disposition.Rejected && verdict.Id is { } id)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            hashes.TryComputeHash(verdict.Body.WrittenSpan, hash, out _);
            content = MemoryMarshal.Read<ulong>(hash);
            records?.Add(reader.Number, id, key, hash, verdict);
            foreach (RecordReference reference in verdict.References)
                _references.Add(new JudgedReference(reader.Number, reference.Column, reference.Target, reference.Id, reference.Target == ReferenceTarget.Entry ? 0 : KeyOf(reference.Id, hashes)));
        }

        (int offset, int length) = reader.RawRange;
        _rows.Add(new JudgedRow(key, content, reader.Number, offset, length, findingsFrom, _findings.WrittenCount - findingsFrom, disposition, verdict.IsWithdrawn));
    }

    static UInt128 KeyOf(string? id, SHA256 hashes) => id is null ? 0 : RecordKeys.KeyOf(id, hashes);
}
