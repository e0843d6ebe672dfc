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
        int first = -1, records = 0, alike = 0;
        while (records < Records && scanner.TryNext(text, last, out CsvRecord record))
        {
            int delimiters = record.Blank ? 0 : Delimiters(text[..record.Length], (byte)delimiter);
            text = text[record.Total..];
            if (record.Blank) continue;
            if (first < 0) first = delimiters;
            if (delimiters == first) alike++;
            records++;
        }

        return records == 0 ? 0 : first * ((double)alike / records);
    }

    static int Delimiters(ReadOnlySpan<byte> record, byte delimiter)
    {
        int count = 0;
        for (int at = 0; at < record.Length; at++)
        {
            if (record[at] == delimiter) count++;
            else if (record[at] == '"' && (at == 0 || record[at - 1] == delimiter)) at = CsvCells.EndOfQuoted(record, at) - 1;
        }

        return count;
    }
}
