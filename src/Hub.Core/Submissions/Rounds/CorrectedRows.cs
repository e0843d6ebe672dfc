using System.Globalization;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;

namespace Hub.Submissions.Rounds;

/// <summary>Rows of a correction in the dialect of the file they correct, and what was wrong with those that correct nothing.</summary>
sealed class CorrectedRows(ISubmissionFormat format, FormatPlan plan)
{
    /// <summary>Row numbers named in a finding.</summary>
    const int Named = 20;

    readonly System.Buffers.ArrayBufferWriter<byte> _bytes = new(64 * 1024);
    readonly Dictionary<int, (int Offset, int Length, int Sent)> _rows = [];
    readonly HashSet<int> _twice = [];
    readonly SortedDictionary<string, List<int>> _wrong = new(StringComparer.Ordinal);

    /// <summary>Rows of the file that are corrected, rising.</summary>
    public IReadOnlyList<int> Rows => [.. _rows.Keys.Order()];

    public bool Has(int row) => _rows.ContainsKey(row);

    ReadOnlyMemory<byte> RawOf(int row) => _bytes.WrittenMemory.Slice(_rows[row].Offset, _rows[row].Length);

    public void Take(IRowReader sent, CorrectionColumns columns, EarlierRounds earlier)
    {
        if (sent.Fault is not null || !int.TryParse(sent[columns.Row], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int row)) Refuse(CorrectionFindings.NoRow, sent.Number);
        else if (!earlier.IsRejected(row)) Refuse(CorrectionFindings.NotRejected, sent.Number);
        else if (_rows.ContainsKey(row))
        {
            _twice.Add(row);
            Refuse(CorrectionFindings.Twice, sent.Number);
        }
        else
        {
            int offset = _bytes.WrittenCount;
            string[] cells = new string[columns.Own.Count];
            for (int i = 0; i < cells.Length; i++) cells[i] = columns.Own[i] < 0 ? "" : sent[columns.Own[i]].ToString();
            format.WriteRow(cells, row, plan, _bytes);
            if (IsOneRow(_bytes.WrittenMemory[offset..], row)) _rows.Add(row, (offset, _bytes.WrittenCount - offset, sent.Number));
            else Refuse(CorrectionFindings.Unreadable, sent.Number);
        }
    }

    /// <summary>Whether it reads as the one row it is: in another dialect it may grow beyond what a row may have, and would be cut in two.</summary>
    bool IsOneRow(ReadOnlyMemory<byte> raw, int row)
    {
        using IRowReader reader = format.Read(raw, plan, row);
        return reader.Read() && reader.Fault is null && !reader.Read();
    }

    /// <summary>Of several rows for one nobody can say which is meant: none of them counts.</summary>
    public void DropAmbiguous()
    {
        foreach (int row in _twice)
        {
            Refuse(CorrectionFindings.Twice, _rows[row].Sent);
            _rows.Remove(row);
        }
    }

    /// <summary>Writes a chunk anew with the corrected rows in it.</summary>
    /// <param name="index">Says where its rows stand.</param>
    public async Task WriteAsync(ChunkIndex index, ReadOnlyMemory<byte> chunk, Stream destination, CancellationToken cancel)
    {
        int copied = 0;
        foreach (JudgedRow row in index.Rows.Where(r => Has(r.Row)))
        {
            await destination.WriteAsync(chunk[copied..row.RawOffset], cancel);
            await destination.WriteAsync(RawOf(row.Row), cancel);
            copied = row.RawOffset + row.RawLength;
        }

        await destination.WriteAsync(chunk[copied..], cancel);
    }

    /// <summary>One finding of each kind, about the file as a whole.</summary>
    public IEnumerable<Finding> Findings() => _wrong.Select(w =>
    {
        string rows = string.Join(", ", w.Value.Order().Take(Named).Select(r => r.ToString(CultureInfo.InvariantCulture)));
        string more = w.Value.Count > Named ? string.Create(CultureInfo.InvariantCulture, $" and {w.Value.Count - Named} more") : "";
        FindingCode code = FindingCodes.Get(w.Key);
        return new Finding(0, Columns.HubColumns.Row, code, code.Severity, rows + more);
    });

    void Refuse(FindingCode code, int sent)
    {
        if (!_wrong.TryGetValue(code.Code, out List<int>? rows)) _wrong[code.Code] = rows = [];
        rows.Add(sent);
    }
}
