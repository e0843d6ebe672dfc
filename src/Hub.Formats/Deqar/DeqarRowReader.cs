using System.Text.Json;
using Hub.Formats.Json;
using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats.Deqar;

/// <summary>Reads the rows of the working copy; a line that stands for a row nothing could be read from says so again.</summary>
internal sealed class DeqarRowReader(JsonRowReader rows) : IRowReader
{
    static ReadOnlySpan<byte> FaultStart => "{\"hub_fault\":"u8;

    Finding? _fault;

    public int Number => rows.Number;

    public int Count => _fault is null ? rows.Count : 0;

    public Finding? Fault => _fault ?? rows.Fault;

    public IReadOnlyList<CellFault> CellFaults => rows.CellFaults;

    public ReadOnlyMemory<byte> Raw => rows.Raw;

    public (int Offset, int Length) RawRange => rows.RawRange;

    public ReadOnlySpan<char> this[int column] => _fault is null ? rows[column] : default;

    public bool Read()
    {
        _fault = null;
        if (!rows.Read()) return false;
        if (rows.Raw.Span.StartsWith(FaultStart)) _fault = FaultOf(rows.Raw);
        return true;
    }

    Finding FaultOf(ReadOnlyMemory<byte> line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        FindingCode code = FindingCodes.Get(json.RootElement.GetProperty(DeqarItem.Fault).GetString()!);
        return new Finding(Number, null, code, code.Severity, json.RootElement.TryGetProperty("detail", out JsonElement detail) ? detail.GetString() : null);
    }

    public void Dispose() => rows.Dispose();
}
