using System.Buffers;

namespace Hub.Submissions.Cells;

/// <summary>
/// Words that mix Latin letters with Cyrillic or Greek ones of the same look (Unicode TS #39, mixed-script confusables): two names
/// that look alike and are not. Greek letters that look like no Latin one stand in honest words, as in µm or β-carotene.
/// </summary>
static class CellScripts
{
    static readonly SearchValues<char> LookLatin = SearchValues.Create(
        "\u0405\u0406\u0408\u0410\u0412\u0415\u0417\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u0430\u0435\u043E\u0440\u0441\u0443\u0445\u0455\u0456\u0458\u04BB\u0501\u051B\u051D"
        + "\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03BD\u03BF\u03C1");

    public static bool AreMixed(ReadOnlySpan<char> cell)
    {
        for (int at = cell.IndexOfAny(LookLatin); at >= 0;)
        {
            int start = at, end = at;
            while (start > 0 && char.IsLetter(cell[start - 1])) start--;
            while (end < cell.Length && char.IsLetter(cell[end])) end++;
            if (cell[start..end].IndexOfAnyInRange('A', 'Z') >= 0 || cell[start..end].IndexOfAnyInRange('a', 'z') >= 0) return true;
            int next = cell[end..].IndexOfAny(LookLatin);
            at = next < 0 ? -1 : end + next;
        }

        return false;
    }
}
