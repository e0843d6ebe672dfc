namespace Hub.Formats.Csv;

/// <summary>Finds the delimiter: the one by which the first records agree best with the first of them.</summary>
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
                if (first < 0) first = ends.Count;
                if (ends.Count == first) alike++;
                records++;
            }

            text = text[record.Total..];
        }

        return records == 0 ? 0 : (first - 1) * ((double)alike / records);
    }
}
