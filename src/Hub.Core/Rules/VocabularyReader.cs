using System.Text;

namespace Hub.Rules;

/// <summary>Reads the hub's own vocabulary files: UTF-8, comma, a header of fixed names, quotes only where a comma stands in a cell.</summary>
static class VocabularyReader
{
    public static Vocabulary Read(string name, IEnumerable<string[]> rows) =>
        new(name, [.. rows.Select(row => new Concept(row[0], OrNull(row[1]), OrNull(row[2]), row[3]))]);

    /// <exception cref="RulesetException">Header or number of cells is not as expected.</exception>
    public static IEnumerable<string[]> Rows(string file, byte[] utf8, string header)
    {
        string text = Encoding.UTF8.GetString(utf8);
        int width = header.AsSpan().Count(',') + 1;
        int line = 0;
        int at = 0;
        while (at < text.Length)
        {
            int end = text.IndexOf('\n', at);
            if (end < 0) end = text.Length;
            string row = text[at..(end > at && text[end - 1] == '\r' ? end - 1 : end)];
            at = end + 1;
            line++;
            if (line == 1)
            {
                if (row != header) throw new RulesetException(file, "line 1", $"the header should be {header}");
                continue;
            }
            string[] cells = row.Contains('"', StringComparison.Ordinal) ? Quoted(row) : row.Split(',');
            if (cells.Length != width) throw new RulesetException(file, $"line {line}", $"{width} cells are expected, {cells.Length} found");
            yield return cells;
        }
    }

    static string? OrNull(string cell) => cell.Length == 0 ? null : cell;

    static string[] Quoted(string row)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool inside = false;
        for (int i = 0; i < row.Length; i++)
        {
            char c = row[i];
            if (c == '"' && inside && i + 1 < row.Length && row[i + 1] == '"') { cell.Append('"'); i++; }
            else if (c == '"') inside = !inside;
            else if (c == ',' && !inside) { cells.Add(cell.ToString()); cell.Clear(); }
            else cell.Append(c);
        }
        cells.Add(cell.ToString());
        return [.. cells];
    }
}
