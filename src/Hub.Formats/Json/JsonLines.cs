namespace Hub.Formats.Json;

/// <summary>A line of NDJSON.</summary>
/// <param name="Start">Where the item begins, behind white space.</param>
/// <param name="Length">Bytes of the item without white space around it; 0 for a blank line.</param>
/// <param name="Total">Bytes of the line with its end.</param>
internal readonly record struct JsonLine(int Start, int Length, int Total);

/// <summary>Finds lines. A line feed never stands inside an item: JSON strings hold it escaped only.</summary>
internal static class JsonLines
{
    public static bool TryNext(ReadOnlySpan<byte> data, bool last, out JsonLine line)
    {
        line = default;
        int end = data.IndexOf((byte)'\n');
        if (end < 0 && (!last || data.IsEmpty)) return false;
        ReadOnlySpan<byte> text = end < 0 ? data : data[..end];
        ReadOnlySpan<byte> item = text.Trim(" \t\r"u8);
        line = new JsonLine(item.IsEmpty ? 0 : text.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r'), item.Length, end < 0 ? data.Length : end + 1);
        return true;
    }
}
