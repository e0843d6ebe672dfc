using System.Text.Json;
using Hub.Submissions;
using Hub.Submissions.Cells;

namespace Hub.Formats.Xlsx;

/// <summary>One row of the working copy as cells; see <see cref="XlsxSheet"/> for its form.</summary>
internal sealed class XlsxLine(int columns)
{
    readonly List<CellFault> _faults = [];

    public RowCells Cells { get; } = new();

    public IReadOnlyList<CellFault> Faults => _faults;

    public int RowNumber { get; private set; }

    /// <summary>Cells up to the last filled one.</summary>
    public int Count { get; private set; }

    public void Read(ReadOnlySpan<byte> line)
    {
        Cells.Clear(columns);
        _faults.Clear();
        var json = new Utf8JsonReader(line);
        json.Read();
        json.Read();
        RowNumber = json.GetInt32();
        for (Count = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; Count++)
        {
            if (Count < columns) Read(ref json, Count);
            else json.Skip();
        }
    }

    void Read(ref Utf8JsonReader json, int column)
    {
        if (json.TokenType == JsonTokenType.Null) return;
        Cells.Begin();
        if (json.TokenType == JsonTokenType.StartObject)
        {
            json.Read();
            bool isError = json.ValueTextEquals("e"u8);
            json.Read();
            if (!isError) Append(ref json);
            else if (json.ValueSpan.IsEmpty) _faults.Add(new CellFault(column, CellFindings.FormulaWithoutValue));
            else _faults.Add(new CellFault(column, CellFindings.SheetError, json.GetString()));
            json.Read();
        }
        else
        {
            Append(ref json);
        }

        Cells.End(column);
    }

    void Append(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String && json.ValueIsEscaped)
        {
            int room = json.ValueSpan.Length;
            Cells.GiveBack(room - json.CopyString(Cells.Room(room)));
        }
        else
        {
            Cells.AppendUtf8(json.ValueSpan);
        }
    }
}
