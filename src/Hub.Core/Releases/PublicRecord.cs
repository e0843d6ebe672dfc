using System.Buffers;
using System.Text.Json;
using Hub.Records;

namespace Hub.Releases;

/// <summary>A record as the public gets it: id and version before the canonical JSON. The same bytes in the API and in releases.</summary>
public static class PublicRecord
{
    public static ReadOnlyMemory<byte> Line(string id, StoredRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(record.Json.Length + id.Length + 48);
        using (var writer = new Utf8JsonWriter(buffer, HubJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, id);
            writer.WriteNumber("version"u8, record.Stamp.Version);
        }

        ReadOnlySpan<byte> rest = record.Json.Span[1..];                // after the opening brace
        if (rest[0] != (byte)'}') buffer.Write(","u8);
        buffer.Write(rest);
        return buffer.WrittenMemory;
    }

    /// <summary>The id of a line: always its first property.</summary>
    public static string IdOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("id"u8)) throw new JsonException("A line does not begin with its id.");
        reader.Read();
        return reader.GetString()!;
    }
}
