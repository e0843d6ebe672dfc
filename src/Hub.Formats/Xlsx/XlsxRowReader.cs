using System.Globalization;
using Hub.Formats.Json;
using Hub.Submissions;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Formats.Xlsx;

/// <summary>Reads the rows of one chunk of the working copy. Rows have the spreadsheet's numbers; empty ones are not there.</summary>
internal sealed class XlsxRowReader(ReadOnlyMemory<byte> chunk, FormatPlan plan, XlsxLimits limits) : IRowReader
{
    readonly XlsxLine _line = new(plan.Header.Count);
    int _next;

    public int Number => _line.RowNumber;

    public int Count { get; private set; }

    public Finding? Fault { get; private set; }

    public IReadOnlyList<CellFault> CellFaults => _line.Faults;

    public ReadOnlyMemory<byte> Raw => chunk.Slice(RawRange.Offset, RawRange.Length);

    public (int Offset, int Length) RawRange { get; private set; }

    public ReadOnlySpan<char> this[int column] => column < Count ? _line.Cells[column] : default;

    public bool Read()
    {
        if (!JsonLines.TryNext(chunk.Span[_next..], last: true, out JsonLine line))
        {
            Count = 0;
            return false;
        }

        RawRange = (_next, line.Length);
        _next += line.Total;
        _line.Read(Raw.Span);
        Fault = line.Length > limits.RecordBytes ? At(RowFaults.TooLong, null)
            : _line.Count > plan.Header.Count ? At(RowFaults.TooManyCells, string.Create(CultureInfo.InvariantCulture, $"{_line.Count} / {plan.Header.Count}"))
            : null;
        Count = plan.Header.Count;
        return true;
    }

    Finding At(FindingCode code, string? detail) => new(Number, null, code, code.Severity, detail);

    public void Dispose() => Count = 0;
}
