using System.Buffers;
using System.Globalization;
using System.Text;
using Hub.Submissions;
using Hub.Submissions.Columns;

namespace Hub.Formats.Csv;

/// <summary>
/// Writes rejected rows in the provider's own delimiter, encoding, byte order mark and line ends; the bytes of a row are kept and
/// two cells added. Rows of an error file that was sent back already have them: they are replaced.
/// </summary>
internal sealed class CsvErrorFileWriter(Stream destination, FormatPlan plan) : IErrorFileWriter
{
    const int FlushAt = 64 * 1024;

    readonly Encoding _encoding = EncodingGuess.EncodingOf(plan.Encoding);
    readonly int _ownColumns = OwnColumns(plan.Header);
    readonly CsvHubCells _sentBack = new(plan.Delimiter, plan.Header.Count);
    readonly ArrayBufferWriter<byte> _text = new(FlushAt + 8 * 1024);
    bool _started;

    /// <summary>Columns that are the provider's: all but the hub's two at the end.</summary>
    static int OwnColumns(IReadOnlyList<string> header) =>
        header.Count > 2 && HubColumns.IsRow(header[^2]) && HubColumns.IsErrors(header[^1]) ? header.Count - 2 : header.Count;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> raw, int row, string errors, CancellationToken cancel)
    {
        Start();
        _text.Write(_ownColumns < plan.Header.Count ? _sentBack.Strip(raw.Span) : raw.Span);
        Cell(row.ToString(CultureInfo.InvariantCulture));
        Cell(errors);
        Text(plan.NewLine);
        if (_text.WrittenCount >= FlushAt) await FlushAsync(cancel);
    }

    void Start()
    {
        if (_started) return;
        _started = true;
        if (plan.ByteOrderMark) _text.Write(Encoding.UTF8.Preamble);
        for (int column = 0; column < _ownColumns; column++)
        {
            if (column > 0) Text(plan.Delimiter.ToString());
            Quoted(plan.Header[column]);
        }

        Cell(HubColumns.Row);
        Cell(HubColumns.Errors);
        Text(plan.NewLine);
    }

    void Cell(string value)
    {
        Text(plan.Delimiter.ToString());
        Quoted(value);
    }

    void Quoted(string value) => Text(CsvCells.Quoted(value, plan.Delimiter));

    void Text(string value) => Encoding.UTF8.GetBytes(value, _text);

    async ValueTask FlushAsync(CancellationToken cancel)
    {
        if (plan.Encoding == EncodingGuess.Utf8) await destination.WriteAsync(_text.WrittenMemory, cancel);
        else await destination.WriteAsync(Encoding.Convert(Encoding.UTF8, _encoding, _text.WrittenSpan.ToArray()), cancel);
        _text.ResetWrittenCount();
    }

    public async ValueTask DisposeAsync()
    {
        Start();
        await FlushAsync(CancellationToken.None);
        await destination.FlushAsync();
    }
}
