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
    internal static FeedChange Read(ReadOnlySpan<byte> line, long sequence)
    {
        var reader = new Utf8JsonReader(line);
        string table = "", id = "", hash = "";
        int version = 0;
        FeedOperation operation = FeedOperation.Hidden;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("t"u8)) { reader.Read(); table = string.Intern(reader.GetString()!); }
            else if (reader.ValueTextEquals("id"u8)) { reader.Read(); id = reader.GetString()!; }
            else if (reader.ValueTextEquals("v"u8)) { reader.Read(); version = reader.GetInt32(); }
            else if (reader.ValueTextEquals("h"u8)) { reader.Read(); hash = reader.GetString()!; }
            else if (reader.ValueTextEquals("op"u8)) { reader.Read(); operation = Operations(ref reader); }
            else reader.Skip();
        }

        return new FeedChange(sequence, table, id, version, hash, operation);
    }

    static FeedOperation Operations(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("upsert"u8) ? FeedOperation.Upsert
        : reader.ValueTextEquals("delete"u8) ? FeedOperation.Delete
        : FeedOperation.Hidden;
}
