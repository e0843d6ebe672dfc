using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats.Json;

/// <summary>Reads the items of one chunk, one a line. Their number is their place among the items, from 1; blank lines are none.</summary>
internal sealed class JsonRowReader(ReadOnlyMemory<byte> chunk, FormatPlan plan, int firstRow, JsonLimits limits) : IRowReader
{
    readonly JsonItem _item = new(new JsonNames(plan.Header), collects: false, limits);
    int _next;

    public int Number { get; private set; } = firstRow - 1;

    public int Count { get; private set; }

    public Finding? Fault { get; private set; }

    public IReadOnlyList<CellFault> CellFaults => _item.CellFaults;

    public ReadOnlyMemory<byte> Raw => chunk.Slice(RawRange.Offset, RawRange.Length);

    public (int Offset, int Length) RawRange { get; private set; }

    public ReadOnlySpan<char> this[int column] => Count == 0 ? default : _item.Cells[column];

    public bool Read()
    {
        while (JsonLines.TryNext(chunk.Span[_next..], last: true, out JsonLine line))
        {
            int start = _next + line.Start;
            _next += line.Total;
            if (line.Length == 0) continue;
            Number++;
            RawRange = (start, line.Length);
            _item.Read(Raw.Span);
            Fault = _item.Fault is { } code ? new Finding(Number, _item.FaultColumn, code, code.Severity, _item.FaultDetail) : null;
            Count = Fault is null ? plan.Header.Count : 0;
            return true;
        }

        Count = 0;
        return false;
    }

    public void Dispose() => Count = 0;
}
