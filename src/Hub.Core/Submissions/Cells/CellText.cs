using System.Buffers;
using Hub.Submissions.Findings;

namespace Hub.Submissions.Cells;

/// <summary>The look every cell gets before it is read: ends trimmed, length, characters that have no place in data.</summary>
static class CellText
{
    /// <summary>Characters of one cell at most: what a spreadsheet cell can hold.</summary>
    public const int MaxLength = 32_767;

    // Controls, Unicode's directional embeddings, overrides and isolates (UAX #9), the replacement character, and the letters that
    // begin a UTF-8 sequence read as Windows-1252. Most hits are innocent; Inspect decides.
    static readonly SearchValues<char> Suspicious = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Append(0x7F).Concat(Enumerable.Range(0x80, 0x20)).Concat(Enumerable.Range(0x202A, 5)).Concat(Enumerable.Range(0x2066, 4)).Append(0xFFFD).Append('Ã').Append('Â').Append('â').Select(c => (char)c)]);

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty || (IsInk(cell[0]) && IsInk(cell[^1]))) return cell;
        return cell.Trim();
    }

    /// <summary>The worst thing about the characters of a cell, or null. Line breaks and tabs are allowed in texts only.</summary>
    public static FindingCode? Inspect(ReadOnlySpan<char> cell, bool isText)
    {
        if (!cell.ContainsAnyExceptInRange(' ', '~')) return null;
        FindingCode? found = CellScripts.AreMixed(cell) ? CellFindings.MixedScripts : null;
        while (cell.IndexOfAny(Suspicious) is >= 0 and var at)
        {
            char c = cell[at];
            if (IsForbidden(c, isText)) return CellFindings.ControlCharacter;
            if (c == '\uFFFD' || (at + 1 < cell.Length && IsMojibake(c, cell[at + 1]))) found = CellFindings.GarbledText;
            cell = cell[(at + 1)..];
        }
        return found;
    }

    static bool IsInk(char c) => c is > ' ' and < '\u007F';

    static bool IsForbidden(char c, bool isText) => c switch
    {
        '\t' or '\n' or '\r' => !isText,
        < ' ' or (>= '\u007F' and <= '\u009F') => true,
        _ => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'),
    };

    // "Ã§" for ç, "Ãƒ" for Ã, "Â°" for °, "â€™" for an apostrophe. Quotes, dashes and the ellipsis after a capital are ordinary text.
    static bool IsMojibake(char first, char second) => first switch
    {
        'â' => second == '€',
        'Ã' => second is (>= '\u00A0' and <= '\u00BF' and not '»') or 'ƒ' or '‰' or 'Š' or 'œ' or 'š' or '‡' or '†' or 'ˆ',
        'Â' => second is >= '\u00A0' and <= '\u00BF' and not '»',
        _ => false,
    };
}
