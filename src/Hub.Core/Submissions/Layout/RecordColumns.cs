using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Records;
using Hub.Submissions.Cells;
using Hub.Submissions.Findings;

namespace Hub.Submissions.Layout;

/// <summary>Parses one cell into a draft, adding findings to the row.</summary>
public delegate void ReadCell<in TDraft>(ReadOnlySpan<char> cell, TDraft draft, RowReading row);

/// <summary>Writes a column's value after its property name. Called only when the column is filled and the row not rejected.</summary>
public delegate void WriteCell<in TDraft>(Utf8JsonWriter json, TDraft draft, RowReading row);

/// <summary>A canonical column with how it is read and written.</summary>
public sealed record ColumnRule<TDraft>(Column Column, ReadCell<TDraft> Read, WriteCell<TDraft> Write)
{
    public JsonEncodedText Json { get; } = JsonEncodedText.Encode(Column.Name);
}

/// <summary>A record while it is judged: typed values of one row. Used again for every row of a thread.</summary>
public interface IRecordDraft
{
    void Clear();
}

/// <summary>
/// The columns of one kind of record, in canonical order, and the two passes every kind shares: cells to draft, draft to canonical
/// JSON. At most 64 columns, so that which are filled fits one word.
/// </summary>
public sealed class RecordColumns<TDraft>
    where TDraft : class, IRecordDraft, new()
{
    static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    static Thread? s_thread;

    [ThreadStatic]
    static Utf8JsonWriter? s_json;

    readonly ColumnRule<TDraft>[] _rules;

    public RecordColumns(IReadOnlyList<ColumnRule<TDraft>> rules)
    {
        if (rules.Count > 64) throw new ArgumentException("A kind of record has at most 64 columns.", nameof(rules));
        _rules = [.. rules];
        Columns = [.. rules.Select(r => r.Column)];
    }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>Reads every cell of the row. The draft and the reading are valid until the thread reads its next row.</summary>
    public (TDraft Draft, RowReading Row) Read(IRow row, ColumnLayout layout, JudgeScope scope, RowVerdict verdict)
    {
        Thread thread = s_thread ??= new Thread();
        if (!ReferenceEquals(thread.Layout?.Source, layout)) thread.Layout = new RecordLayout(layout, Columns);
        RowReading reading = thread.Reading;
        TDraft draft = thread.Draft;
        draft.Clear();
        reading.Begin(row, thread.Layout, scope, verdict, _rules.Length);
        foreach (LayoutUse use in thread.Layout.Uses)
        {
            ReadOnlySpan<char> cell = reading.Enter(use);
            if (!cell.IsEmpty && Inspect(cell, use, reading)) _rules[use.Column].Read(cell, draft, reading);
        }
        reading.Leave();
        return (draft, reading);
    }

    /// <summary>Writes the canonical JSON of what was read into the verdict: filled columns in canonical order, and those in <paramref name="always"/>.</summary>
    public void Write(TDraft draft, RowReading row, ulong always = 0)
    {
        Utf8JsonWriter json = s_json ??= new Utf8JsonWriter(row.Verdict.Body, JsonOptions);
        json.Reset(row.Verdict.Body);
        json.WriteStartObject();
        for (ulong left = row.Filled | always; left != 0; left &= left - 1)
        {
            ColumnRule<TDraft> rule = _rules[System.Numerics.BitOperations.TrailingZeroCount(left)];
            json.WritePropertyName(rule.Json);
            rule.Write(json, draft, row);
        }
        json.WriteEndObject();
        json.Flush();
        if (row.Verdict.Body.WrittenCount > StoredRecord.MaxJsonBytes)
            row.Add(null, RowFindings.TooLarge, StoredRecord.MaxJsonBytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    static bool Inspect(ReadOnlySpan<char> cell, LayoutUse use, RowReading reading)
    {
        if (cell.Length > CellText.MaxLength)
        {
            reading.Add(CellFindings.TooLong, "32,767");
            return false;
        }
        if (CellText.Inspect(cell, use.IsText) is not { } code) return true;
        reading.Add(code);
        return code.Severity != Severity.Reject;
    }

    sealed class Thread
    {
        public RecordLayout? Layout { get; set; }

        public RowReading Reading { get; } = new();

        public TDraft Draft { get; } = new();
    }
}
