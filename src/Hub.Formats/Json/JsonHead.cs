using System.Text.Json;
using Hub.Formats.Csv;

namespace Hub.Formats.Json;

/// <summary>What the first bytes of a body say about JSON.</summary>
internal static class JsonHead
{
    public enum Shape
    {
        None,

        /// <summary>An array, or one object over several lines.</summary>
        Document,

        /// <summary>One object a line.</summary>
        Lines,
    }

    public static Shape Of(ReadOnlySpan<byte> head, string? mediaType, string? fileName)
    {
        string? type = mediaType?.Split(';')[0].Trim().ToLowerInvariant();
        string extension = Path.GetExtension(fileName ?? "").ToLowerInvariant();
        if (type is "text/csv" or "text/tab-separated-values" or "application/csv" || extension is ".csv" or ".tsv") return Shape.None;
        if (EncodingGuess.Of(head) is not { } guess) return Shape.None;
        ReadOnlySpan<byte> text = head[guess.MarkBytes..].TrimStart(" \t\r\n\0"u8);
        if (text.IsEmpty) return Shape.None;
        if (guess.IsUtf16) return text[0] is (byte)'{' or (byte)'[' ? Shape.Document : Shape.None;
        if (type is "application/x-ndjson" or "application/ndjson" or "application/jsonl" || extension is ".ndjson" or ".jsonl") return text[0] == '[' ? Shape.Document : Shape.Lines;
        return text[0] switch
        {
            (byte)'[' => Shape.Document,
            (byte)'{' => IsOpenAtLineEnd(text) ? Shape.Document : Shape.Lines,
            _ => type == "application/json" || extension == ".json" ? Shape.Document : Shape.None,
        };
    }

    /// <summary>Whether the first line ends inside the object it begins; a line that is no JSON at all is a faulty row of many.</summary>
    static bool IsOpenAtLineEnd(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'\n');
        if (end < 0) return false;
        var json = new Utf8JsonReader(text[..end], isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = JsonLimits.Default.Depth }));
        try
        {
            json.Read();
            return !json.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
