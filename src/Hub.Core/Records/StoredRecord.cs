using System.Text.Json;
using Hub.Ports;

namespace Hub.Records;

/// <summary>Whether the public sees a record: in the catalogue, in releases, in the change feed.</summary>
public enum Visibility
{
    Public,

    /// <summary>A draft, or withdrawn: kept, but not shown.</summary>
    Hidden,
}

/// <summary>What the hub notes about a version of a record.</summary>
/// <param name="Version">1 for the first, then one more for every change of content.</param>
/// <param name="Hash">SHA-256 of the canonical JSON, base64url.</param>
/// <param name="Submitter">Organisation whose numbered submission wrote this version.</param>
/// <param name="Submission">Number of that submission: a lower one never overwrites it.</param>
/// <param name="AtMilliseconds">When it was written, in milliseconds since 1970; 0 where that was not noted.</param>
/// <param name="Down">Set while the record is taken down by law: what its owner has it as, since the public does not see it whatever the owner sends.</param>
/// <param name="Confirmed">A later submission that brought the same content; 0 when none was noted.</param>
public readonly record struct RecordStamp(int Version, string Hash, string Submitter, long Submission, Visibility Visibility, long Confirmed = 0, long AtMilliseconds = 0, Visibility? Down = null)
{
    /// <summary>When this version was written; null where that was not noted.</summary>
    public DateTimeOffset? WrittenAt => AtMilliseconds == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(AtMilliseconds);
}

/// <summary>
/// A record as it is stored: a line of JSON with the stamp, then the canonical JSON as it was judged. Two parts and not one
/// document, so that the canonical bytes go into answers and releases without being parsed again.
/// </summary>
public sealed record StoredRecord(RecordStamp Stamp, ReadOnlyMemory<byte> Json, string ETag)
{
    /// <summary>Longest canonical JSON: a row's body less room for the stamp.</summary>
    public const int MaxJsonBytes = TableLimits.MaxBodyBytes - 1024;

    public static StoredRecord From(TableRow row)
    {
        int lineEnd = row.Body.Span.IndexOf((byte)'\n');
        return new StoredRecord(ReadStamp(row.Body.Span[..lineEnd]), row.Body[(lineEnd + 1)..], row.ETag);
    }

    static RecordStamp ReadStamp(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        int version = 0;
        long submission = 0, confirmed = 0, at = 0;
        string hash = "", by = "";
        Visibility visibility = Visibility.Public;
        Visibility? down = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("v"u8)) { reader.Read(); version = reader.GetInt32(); }
            else if (reader.ValueTextEquals("h"u8)) { reader.Read(); hash = reader.GetString()!; }
            else if (reader.ValueTextEquals("by"u8)) { reader.Read(); by = reader.GetString()!; }
            else if (reader.ValueTextEquals("n"u8)) { reader.Read(); submission = reader.GetInt64(); }
            else if (reader.ValueTextEquals("t"u8)) { reader.Read(); at = reader.GetInt64(); }
            else if (reader.ValueTextEquals("c"u8)) { reader.Read(); confirmed = reader.GetInt64(); }
            else if (reader.ValueTextEquals("hidden"u8)) { reader.Read(); visibility = Visibility.Hidden; }
            else if (reader.ValueTextEquals("down"u8)) { reader.Read(); down = reader.ValueTextEquals("hidden"u8) ? Visibility.Hidden : Visibility.Public; }
            else reader.Skip();
        }

        return new RecordStamp(version, hash, by, submission, visibility, confirmed, at, down);
    }
}
