using System.Buffers;
using System.Text.Json;
using Hub.Records;

namespace Hub.Catalogue;

/// <summary>The status withdrawn on an entry that is stored: a new version, which the public sees as a tombstone.</summary>
static class EntryWithdrawal
{
    /// <summary>The status that says so.</summary>
    public const string Withdrawn = "withdrawn";

    static ReadOnlySpan<byte> Status => "status"u8;

    public static bool IsWithdrawn(StoredRecord record)
    {
        if (record.Stamp.Visibility == Visibility.Public) return false;
        using JsonDocument json = JsonDocument.Parse(record.Json);
        return json.RootElement.TryGetProperty(Status, out JsonElement status) && status.ValueEquals(Withdrawn);
    }

    /// <summary>The entry as it would be judged from a row that says so; null when it is withdrawn already.</summary>
    public static byte[]? Of(StoredRecord record)
    {
        if (IsWithdrawn(record)) return null;
        using JsonDocument json = JsonDocument.Parse(record.Json);
        var body = new ArrayBufferWriter<byte>(record.Json.Length + 16);
        using var writer = new Utf8JsonWriter(body, HubJson.WriterOptions);
        writer.WriteStartObject();
        // The status is the last of the canonical columns, so that the order stays canonical.
        foreach (JsonProperty property in json.RootElement.EnumerateObject())
            if (!property.NameEquals(Status)) property.WriteTo(writer);
        writer.WriteString(Status, Withdrawn);
        writer.WriteEndObject();
        writer.Flush();
        return body.WrittenSpan.ToArray();
    }
}
