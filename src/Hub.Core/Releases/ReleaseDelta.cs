using System.Buffers;
using System.Text.Json;

namespace Hub.Releases;

/// <summary>
/// The delta: per change of a dataset one line, sorted by dataset and id.
/// <c>{"dataset":"entries","op":"upsert","record":{...}}</c>, or for a record that is gone the tombstone
/// <c>{"dataset":"entries","op":"delete","id":"..."}</c>.
/// </summary>
static class ReleaseDelta
{
    public static async Task<long> WriteAsync(Stream stream, IReadOnlyDictionary<string, ReleaseChanges> changes, CancellationToken cancel)
    {
        long rows = 0;
        var buffer = new ArrayBufferWriter<byte>();
        foreach (string dataset in changes.Keys.Order(StringComparer.Ordinal))
        {
            await foreach (ReleaseLine change in changes[dataset].ReadAsync(cancel))
            {
                buffer.ResetWrittenCount();
                Write(buffer, dataset, change);
                await stream.WriteAsync(buffer.WrittenMemory, cancel);
                rows++;
            }
        }

        return rows;
    }

    /// <summary>Reads the changes of one dataset back, in the order they stand in.</summary>
    public static async IAsyncEnumerable<ReleaseLine> ReadAsync(LineReader lines, string dataset, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        while (await lines.ReadAsync(cancel) is { } line)
        {
            using JsonDocument change = JsonDocument.Parse(line);
            if (change.RootElement.GetProperty("dataset").GetString() != dataset) continue;
            if (!change.RootElement.TryGetProperty("record", out JsonElement record))
            {
                yield return new ReleaseLine(change.RootElement.GetProperty("id").GetString()!, null);
                continue;
            }

            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(record.GetRawText());
            yield return new ReleaseLine(PublicRecord.IdOf(bytes), bytes);
        }
    }

    static void Write(ArrayBufferWriter<byte> buffer, string dataset, ReleaseLine change)
    {
        using (var writer = new Utf8JsonWriter(buffer, HubJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("dataset"u8, dataset);
            writer.WriteString("op"u8, change.Line is null ? "delete"u8 : "upsert"u8);
            if (change.Line is { } line)
            {
                writer.WritePropertyName("record"u8);
                writer.WriteRawValue(line.Span, skipInputValidation: true);
            }
            else
            {
                writer.WriteString("id"u8, change.Id);
            }

            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }
}
