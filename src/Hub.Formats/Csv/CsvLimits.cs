using Hub.Submissions;

namespace Hub.Formats.Csv;

/// <summary>Bounds of CSV files. Tests use small ones; the hub uses <see cref="Default"/>.</summary>
/// <param name="ChunkBytes">A chunk is closed by the record that reaches this size.</param>
/// <param name="ChunkRows">Rows of one chunk at most, blank ones not counted.</param>
/// <param name="RecordBytes">A longer record is a faulty row; a quote open for longer is taken for one that was never closed.</param>
/// <param name="LineBytes">A file with a longer line is refused: no memory is spent on what cannot be a table.</param>
/// <param name="Columns">Columns of a header at most.</param>
public sealed record CsvLimits(int ChunkBytes, int ChunkRows, int RecordBytes, int LineBytes, int Columns)
{
    public static CsvLimits Default { get; } = new(Chunk.TargetBytes, Chunk.MaxRows, 1024 * 1024, 4 * 1024 * 1024, 500);
}
