using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Feed;

public enum FeedOperation
{
    Upsert,
    Delete,

    /// <summary>A change the public does not see: numbered, so that the sequence has no gap, and shown to nobody.</summary>
    Hidden,
}

/// <summary>One change in the hub's single order of changes.</summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Table">Table of the record: <c>entries</c>, <c>organisations</c> ...</param>
/// <param name="Refers">Whether this version, or the one before it, names other records.</param>
/// <param name="Hash">SHA-256 of the canonical JSON of this version, base64url.</param>
public sealed record FeedChange(long Sequence, string Table, string Id, int Version, string Hash, FeedOperation Operation, [property: JsonIgnore] bool Refers = false)
{
    /// <summary>What the line of this version begins with.</summary>
    internal static byte[] Beginning(string id, int version) => [.. JsonSerializer.SerializeToUtf8Bytes<object[]>([id, version], HubJson.Options).AsSpan()[..^1], (byte)','];

    /// <summary>Reads a line as the outbox wrote it (see OutboxRow).</summary>
    internal static FeedChange Read(ReadOnlySpan<byte> line, string table, long sequence)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        reader.Read();
        string id = reader.GetString()!;
        reader.Read();
        int version = reader.GetInt32();
        reader.Read();
        string hash = reader.GetString()!;
        reader.Read();
        FeedOperation operation = FeedOperation.Upsert;
        if (reader.TokenType == JsonTokenType.String)
        {
            operation = reader.ValueTextEquals("delete"u8) ? FeedOperation.Delete : FeedOperation.Hidden;
            reader.Read();
        }

        return new FeedChange(sequence, table, id, version, hash, operation, reader.TokenType == JsonTokenType.Number);
    }
}
