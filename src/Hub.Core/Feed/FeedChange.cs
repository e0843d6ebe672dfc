using System.Text.Json;

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
/// <param name="Hash">SHA-256 of the canonical JSON of this version, base64url.</param>
public sealed record FeedChange(long Sequence, string Table, string Id, int Version, string Hash, FeedOperation Operation)
{
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
        FeedOperation operation = reader.TokenType == JsonTokenType.EndArray ? FeedOperation.Upsert
            : reader.ValueTextEquals("delete"u8) ? FeedOperation.Delete
            : FeedOperation.Hidden;
        return new FeedChange(sequence, table, id, version, hash, operation);
    }
}
