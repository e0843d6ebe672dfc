using System.Buffers;
using System.Text.Json;

namespace Hub.Formats.Json;

/// <summary>Writes a row as an item: an object of its filled cells, named as the columns of the file.</summary>
internal static class JsonItemWriter
{
    public static void Write(IReadOnlyList<string> cells, IReadOnlyList<string> header, IBufferWriter<byte> destination)
    {
        using var json = new Utf8JsonWriter(destination, HubJson.WriterOptions);
        json.WriteStartObject();
        for (int column = 0; column < header.Count; column++)
            if (cells[column].Length > 0) json.WriteString(header[column], cells[column]);
        json.WriteEndObject();
    }
}
