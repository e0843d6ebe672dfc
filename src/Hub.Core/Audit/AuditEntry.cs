using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Audit;

/// <summary>
/// One entry of a body's log. Its hash is SHA-256 of its JSON without <c>hash</c>, in this order and without spaces: of a line of
/// an export <c>jq -cj 'del(.hash)' | sha256sum</c>.
/// </summary>
/// <param name="Sequence">From 1, without gaps.</param>
/// <param name="Previous">Hash of the entry before; 64 zeros in the first.</param>
/// <param name="Hash">SHA-256, hexadecimal.</param>
public sealed record AuditEntry(
    [property: JsonPropertyOrder(0)] string Body,
    [property: JsonPropertyOrder(1)] long Sequence,
    [property: JsonPropertyOrder(2)] string At,
    [property: JsonPropertyOrder(3)] string Actor,
    [property: JsonPropertyOrder(4)] string Action,
    [property: JsonPropertyOrder(5)] string Object,
    [property: JsonPropertyOrder(6)] string? Ground,
    [property: JsonPropertyOrder(7)] string? Content,
    [property: JsonPropertyOrder(8)] string Previous,
    [property: JsonPropertyOrder(9)] string Hash)
{
    /// <summary>What the first entry names as the one before.</summary>
    public static readonly string None = new('0', 64);

    const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    [JsonIgnore]
    public DateTimeOffset Time => DateTimeOffset.ParseExact(At, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    internal static AuditEntry Of(AuditFact fact, long sequence, string previous)
    {
        var entry = new AuditEntry(
            fact.Body, sequence, fact.At.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture), AuditText.Of(fact.Actor), AuditText.Of(fact.Action), AuditText.Of(fact.Object),
            fact.Ground is { } ground ? AuditText.Of(ground) : null, fact.Content is { } content ? AuditText.Of(content) : null, previous, "");
        return entry with { Hash = entry.ComputeHash() };
    }

    /// <summary>The hash that belongs to everything but the hash.</summary>
    public string ComputeHash()
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        Write(bytes, withHash: false);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }

    /// <summary>The entry as it is stored and exported, without the end of line.</summary>
    public byte[] ToLine()
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        Write(bytes, withHash: true);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Null when the bytes are not exactly an entry as the hub writes it.</summary>
    public static AuditEntry? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            AuditEntry? entry = JsonSerializer.Deserialize<AuditEntry>(line, HubJson.Options);
            return entry is { Body: not null, At: not null, Actor: not null, Action: not null, Object: not null, Previous: not null, Hash: not null } && line.SequenceEqual(entry.ToLine()) ? entry : null;
        }
        catch (JsonException)
        {
            return null;        // no entry: the caller says so
        }
    }

    void Write(ArrayBufferWriter<byte> bytes, bool withHash)
    {
        using var writer = new Utf8JsonWriter(bytes, HubJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("body"u8, Body);
        writer.WriteNumber("sequence"u8, Sequence);
        writer.WriteString("at"u8, At);
        writer.WriteString("actor"u8, Actor);
        writer.WriteString("action"u8, Action);
        writer.WriteString("object"u8, Object);
        if (Ground is not null) writer.WriteString("ground"u8, Ground);
        if (Content is not null) writer.WriteString("content"u8, Content);
        writer.WriteString("previous"u8, Previous);
        if (withHash) writer.WriteString("hash"u8, Hash);
        writer.WriteEndObject();
    }
}
