using Hub.Submissions.Columns;

namespace Hub.Submissions.Rounds;

/// <summary>Which columns of a correction are those of the file it corrects. Spreadsheets may move columns, not lose them.</summary>
/// <param name="Row">Column that names the row of the file.</param>
/// <param name="Own">For each column of the file the column of the correction; -1 where it has none.</param>
sealed record CorrectionColumns(int Row, IReadOnlyList<int> Own)
{
    /// <param name="mayLackColumns">Whether a column that no row of the correction fills may be missing.</param>
    public static Result<CorrectionColumns> Match(IReadOnlyList<string> file, IReadOnlyList<string> correction, bool mayLackColumns)
    {
        int row = -1;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < correction.Count; i++)
        {
            string name = correction[i].Trim();
            if (HubColumns.IsRow(name)) row = i;
            else if (name.Length > 0 && !HubColumns.IsErrors(name)) places[name] = i;
        }

        if (row < 0) return CorrectionProblems.NoRowColumn();
        // The file itself may be an error file that was sent as a new submission: its hub columns say nothing.
        string[] own = [.. file.Select(c => c.Trim()).Select(c => HubColumns.IsRow(c) || HubColumns.IsErrors(c) ? "" : c)];
        string[] missing = mayLackColumns ? [] : [.. own.Where(c => c.Length > 0 && !places.ContainsKey(c))], added = [.. places.Keys.Except(own)];
        if (missing.Length + added.Length > 0) return CorrectionProblems.OtherColumns(missing, added);
        return new CorrectionColumns(row, [.. own.Select(c => places.GetValueOrDefault(c, -1))]);
    }
}
