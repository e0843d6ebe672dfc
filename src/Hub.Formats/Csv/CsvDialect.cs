using System.Text;
using Hub.Submissions.Columns;

namespace Hub.Formats.Csv;

/// <summary>Finds the delimiter: the one by which the first record has the hub's own columns of error files, else the one by which the first records agree best with the first of them.</summary>
internal static class CsvDialect
{
    const int Records = 50;

    public static char DelimiterOf(ReadOnlySpan<byte> text, bool last, CsvLimits limits)
    {
        char best = ',';
        double bestScore = 0;
        foreach (char candidate in ",;\t|")
        {
            double score = Score(text, candidate, last, limits);
            if (score > bestScore) (best, bestScore) = (candidate, score);
        }

        return best;
    }

    static double Score(ReadOnlySpan<byte> text, char delimiter, bool last, CsvLimits limits)
    {
        var scanner = new CsvRecordScanner(delimiter, limits.Columns, limits);
        var ends = new List<int>();
        int first = -1, records = 0, alike = 0;
        while (records < Records && scanner.TryNext(text, last, out CsvRecord record))
        {
            if (!record.Blank)
            {
                CsvCells.Ends(text[..record.Length], (byte)delimiter, ends);
                if (first < 0)
                {
                    first = ends.Count;
                    if (IsErrorFile(text, ends)) return double.MaxValue;
                }

                if (ends.Count == first) alike++;
                records++;
            }

            text = text[record.Total..];
        }

        return records == 0 ? 0 : (first - 1) * ((double)alike / records);
    }

    static bool IsErrorFile(ReadOnlySpan<byte> header, List<int> ends) =>
        ends.Count > 2 && HubColumns.IsRow(Cell(header, ends, ends.Count - 2)) && HubColumns.IsErrors(Cell(header, ends, ends.Count - 1));

    static string Cell(ReadOnlySpan<byte> record, List<int> ends, int cell) => Encoding.UTF8.GetString(record[(ends[cell - 1] + 1)..ends[cell]]).Trim(' ', '"');
}
