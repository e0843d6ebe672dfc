namespace Hub.Formats.Csv;

/// <summary>Finds the provider's own part of a row of an error file that was sent back.</summary>
/// <param name="columns">Columns of the header, the hub's two at the end included.</param>
internal sealed class CsvHubCells(char delimiter, int columns)
{
    readonly List<int> _ends = [];

    /// <summary>The row without the two cells the hub added.</summary>
    /// <remarks>
    /// Ragged rows hold them behind their own last cell, not below the hub's columns: keeping the first cells of a long row would
    /// drop one of the provider's, and adding cells again and again to a short one would fill it up until it passes for whole.
    /// </remarks>
    public ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> row)
    {
        CsvCells.Ends(row, (byte)delimiter, _ends);
        int cells = _ends.Count;
        while (cells > columns && Cell(row, cells - 1).Trim(" \t"u8).IsEmpty) cells--;
        if (cells < columns && !(cells > 2 && IsRowNumber(Cell(row, cells - 2)))) return row;
        return row[.._ends[cells - 3]];
    }

    ReadOnlySpan<byte> Cell(ReadOnlySpan<byte> row, int cell) => row[(cell == 0 ? 0 : _ends[cell - 1] + 1).._ends[cell]];

    static bool IsRowNumber(ReadOnlySpan<byte> cell) => !cell.IsEmpty && cell.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}
