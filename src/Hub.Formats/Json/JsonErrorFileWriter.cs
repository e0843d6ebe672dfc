using System.Buffers;
using System.Text;
using System.Text.Json;
using Hub.Submissions;
using Hub.Submissions.Columns;

namespace Hub.Formats.Json;

/// <summary>Writes rejected items back as they were sent, with <c>hub_row</c> and <c>hub_errors</c> as last properties; what is no object stands in <c>hub_text</c>.</summary>
internal sealed class JsonErrorFileWriter(Stream destination, bool asArray) : IErrorFileWriter
{
    const int FlushAt = 64 * 1024;

    readonly ArrayBufferWriter<byte> _text = new(FlushAt + 8 * 1024);
    bool _started;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> raw, int row, string errors, CancellationToken cancel)
    {
        if (asArray) _text.Write(_started ? ",\n"u8 : "[\n"u8);
        _started = true;
        using (var json = new Utf8JsonWriter(_text, HubJson.WriterOptions))
        {
            json.WriteStartObject();
            if (!CopyProperties(raw.Span, json)) json.WriteString(HubColumns.Text, Encoding.UTF8.GetString(raw.Span));
            json.WriteNumber(HubColumns.Row, row);
            json.WriteString(HubColumns.Errors, errors);
            json.WriteEndObject();
        }

        if (!asArray) _text.Write("\n"u8);
        if (_text.WrittenCount >= FlushAt) await FlushAsync(cancel);
    }

    /// <summary>The item's own properties byte for byte, without those the hub added before; false when the item is no object.</summary>
    static bool CopyProperties(ReadOnlySpan<byte> raw, Utf8JsonWriter json)
    {
        if (!IsObject(raw)) return false;
        var reader = new Utf8JsonReader(raw, new JsonReaderOptions { MaxDepth = JsonLimits.Default.Depth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            bool isOwn = reader.ValueTextEquals(HubColumns.Row) || reader.ValueTextEquals(HubColumns.Errors) || reader.ValueTextEquals(HubColumns.Text);
            reader.Read();
            int valueStart = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isOwn) continue;
            json.WritePropertyName(name);
            json.WriteRawValue(raw[valueStart..(int)reader.BytesConsumed], skipInputValidation: true);
        }

        return true;
    }

    static bool IsObject(ReadOnlySpan<byte> raw)
    {
        if (!System.Text.Unicode.Utf8.IsValid(raw)) return false;
        var reader = new Utf8JsonReader(raw, new JsonReaderOptions { MaxDepth = JsonLimits.Default.Depth });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) return false;
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1) reader.GetString();
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;       // the row was rejected for this very reason
        }
    }

    async ValueTask FlushAsync(CancellationToken cancel)
    {
        await destination.WriteAsync(_text.WrittenMemory, cancel);
        _text.ResetWrittenCount();
    }

    public async ValueTask DisposeAsync()
    {
        if (asArray) _text.Write(_started ? "\n]\n"u8 : "[]\n"u8);
        await FlushAsync(CancellationToken.None);
        await destination.FlushAsync();
    }
}
