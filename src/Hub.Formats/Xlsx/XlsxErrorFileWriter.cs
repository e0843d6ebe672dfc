using System.Text.Json;
using Hub.Submissions;
using Hub.Submissions.Columns;

namespace Hub.Formats.Xlsx;

/// <summary>
/// Writes rejected rows into a workbook of one sheet: the provider's own columns in their order, numbers and dates as such, with
/// <c>hub_row</c> and <c>hub_errors</c> behind them. Those an earlier error file had are left out.
/// </summary>
internal sealed class XlsxErrorFileWriter(Stream destination, FormatPlan plan) : IErrorFileWriter
{
    readonly XlsxTableWriter _table = new("errors");
    readonly bool[] _isOwn = [.. plan.Header.Select(HubColumns.IsOwn)];
    bool _started;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> raw, int row, string errors, CancellationToken cancel)
    {
        Start();
        _table.StartRow();
        int written = Cells(raw.Span);
        int own = _isOwn.Count(isOwn => !isOwn);
        for (; written < own; written++) _table.Skip();
        _table.Number(row.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _table.Text(errors);
        _table.EndRow();
        return ValueTask.CompletedTask;
    }

    int Cells(ReadOnlySpan<byte> raw)
    {
        var json = new Utf8JsonReader(raw);
        json.Read();
        json.Read();
        int written = 0;
        for (int column = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; column++)
        {
            // Cells beyond the header have no place: the hub's own columns follow it.
            if (column >= _isOwn.Length || _isOwn[column])
            {
                json.Skip();
                continue;
            }

            Cell(ref json);
            written++;
        }

        return written;
    }

    void Cell(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                _table.Skip();
                break;
            case JsonTokenType.Number:
                _table.Number(System.Text.Encoding.UTF8.GetString(json.ValueSpan));
                break;
            case JsonTokenType.True or JsonTokenType.False:
                _table.Boolean(json.GetBoolean());
                break;
            case JsonTokenType.StartObject:
                json.Read();
                bool isError = json.ValueTextEquals("e"u8);
                json.Read();
                if (isError) _table.Error(json.GetString()!);
                else _table.Day(json.GetString()!);
                json.Read();
                break;
            default:
                _table.Text(json.GetString()!);
                break;
        }
    }

    void Start()
    {
        if (_started) return;
        _started = true;
        _table.StartRow();
        foreach ((string name, bool isOwn) in plan.Header.Zip(_isOwn))
            if (!isOwn) _table.Text(name);
        _table.Text(HubColumns.Row);
        _table.Text(HubColumns.Errors);
        _table.EndRow();
    }

    public async ValueTask DisposeAsync()
    {
        Start();
        await _table.CopyToAsync(destination);
        await _table.DisposeAsync();
        await destination.FlushAsync();
    }
}
