using System.Buffers;
using System.Text.Json;
using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats.Xml;

/// <summary>
/// A row as a line of the working copy: an object of its filled cells, and before them what findings need and a record does not have:
/// <c>{"hub_path":"/Courses/...","hub_from":["creditPoints","creditPoint[2]/point"],"hub_faults":[[column,code,detail,path,severity]],"localId":"..."}</c>.
/// </summary>
/// <param name="usual">Where a column mostly comes from, so that a line only has to name what comes from elsewhere.</param>
internal sealed class XmlLine(IReadOnlyList<string> header, Func<string, string?> usual) : IDisposable
{
    static ReadOnlySpan<byte> OwnPrefix => "hub_"u8;

    readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
    readonly Utf8JsonWriter _json = new(Stream.Null, HubJson.WriterOptions);
    readonly Dictionary<string, int> _order = header.Select((name, at) => (name, at)).ToDictionary(c => c.name, c => c.at, StringComparer.Ordinal);

    /// <summary>The line with its end; valid until the next one.</summary>
    public ReadOnlyMemory<byte> Write(XmlRow row)
    {
        _bytes.ResetWrittenCount();
        _json.Reset(_bytes);
        _json.WriteStartObject();
        _json.WriteString("hub_path"u8, row.Path);
        WritePaths(row);
        WriteFaults(row);
        foreach ((string column, string text) in row.Cells.OrderBy(c => _order[c.Column])) _json.WriteString(column, text);
        _json.WriteEndObject();
        _json.Flush();
        _bytes.Write("\n"u8);
        return _bytes.WrittenMemory;
    }

    void WritePaths(XmlRow row)
    {
        _json.WriteStartArray("hub_from"u8);
        foreach ((string column, string from) in row.Paths)
        {
            if (from == usual(column)) continue;
            _json.WriteStringValue(column);
            _json.WriteStringValue(from);
        }

        _json.WriteEndArray();
    }

    void WriteFaults(XmlRow row)
    {
        if (row.Faults.Count == 0) return;
        _json.WriteStartArray("hub_faults"u8);
        foreach (XmlFault fault in row.Faults)
        {
            _json.WriteStartArray();
            _json.WriteStringValue(fault.Column);
            _json.WriteStringValue(fault.Code.Code);
            _json.WriteStringValue(fault.Detail);
            _json.WriteStringValue(fault.Path);
            _json.WriteNumberValue((int)fault.Severity);
            _json.WriteEndArray();
        }

        _json.WriteEndArray();
    }

    /// <summary>The line as a plain record, for people: without what stands before its cells.</summary>
    public static ReadOnlyMemory<byte> WithoutOwn(ReadOnlyMemory<byte> line)
    {
        var json = new Utf8JsonReader(line.Span);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!json.ValueSpan.StartsWith(OwnPrefix))
            {
                byte[] plain = [(byte)'{', .. line.Span[(int)json.TokenStartIndex..]];
                return plain;
            }

            json.Skip();
        }

        return "{}"u8.ToArray();
    }

    /// <summary>What stands before the cells; all empty in a corrected row.</summary>
    public static (string? Path, Dictionary<string, string> From, List<CellFault> Faults) Own(ReadOnlySpan<byte> line, Func<string, int> columnOf)
    {
        string? path = null;
        var from = new Dictionary<string, string>(StringComparer.Ordinal);
        var faults = new List<CellFault>();
        var json = new Utf8JsonReader(line);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName && json.ValueSpan.StartsWith(OwnPrefix))
        {
            bool isPath = json.ValueTextEquals("hub_path"u8), isFrom = json.ValueTextEquals("hub_from"u8), isFaults = json.ValueTextEquals("hub_faults"u8);
            json.Read();
            if (isPath) path = json.GetString();
            else if (isFrom) ReadPaths(ref json, from);
            else if (isFaults) ReadFaults(ref json, faults, columnOf);
            else json.Skip();
        }

        return (path, from, faults);
    }

    static void ReadPaths(ref Utf8JsonReader json, Dictionary<string, string> from)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            string column = json.GetString()!;
            json.Read();
            from[column] = json.GetString()!;
        }
    }

    static void ReadFaults(ref Utf8JsonReader json, List<CellFault> faults, Func<string, int> columnOf)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            string? column = Next(ref json), code = Next(ref json), detail = Next(ref json), path = Next(ref json);
            json.Read();
            faults.Add(new CellFault(column is null ? -1 : columnOf(column), FindingCodes.Get(code!), detail, path, (Severity)json.GetInt32()));
            json.Read();
        }
    }

    static string? Next(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString();
    }

    public void Dispose() => _json.Dispose();
}
