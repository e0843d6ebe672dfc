using Hub.Submissions;

namespace Hub.Formats.Xlsx;

/// <summary>Bounds of workbooks: a few kilobytes can unpack to gigabytes. Tests use small ones; the hub uses <see cref="Default"/>.</summary>
/// <param name="ChunkBytes">A chunk is closed by the row that reaches this size.</param>
/// <param name="ChunkRows">Rows of one chunk at most.</param>
/// <param name="RecordBytes">A longer row is a faulty one.</param>
/// <param name="Columns">Columns of a header at most.</param>
/// <param name="Sheets">Sheets that are looked at.</param>
/// <param name="Parts">Files in the archive at most.</param>
/// <param name="UnpackedBytes">All files of the archive together, unpacked.</param>
/// <param name="Ratio">How many times its packed size a file of the archive may have, beyond <paramref name="RatioFromBytes"/>.</param>
/// <param name="RatioFromBytes">Smaller files may be packed as tightly as they are.</param>
/// <param name="TagBytes">Bytes between two angle brackets at most: texts, attributes, names.</param>
/// <param name="SharedTextBytes">The texts all cells share, at most.</param>
/// <param name="KeptTextBytes">How much of them is kept in memory; the others go to a temporary file.</param>
public sealed record XlsxLimits(
    int ChunkBytes, int ChunkRows, int RecordBytes, int Columns, int Sheets, int Parts, long UnpackedBytes, int Ratio, long RatioFromBytes, int TagBytes, long SharedTextBytes, int KeptTextBytes)
{
    /// <summary>Rows of a sheet, ECMA-376.</summary>
    public const int SheetRows = 1_048_576;

    /// <summary>Columns of a sheet, ECMA-376.</summary>
    public const int SheetColumns = 16_384;

    public static XlsxLimits Default { get; } = new(
        Chunk.TargetBytes, Chunk.MaxRows, 1024 * 1024, 500, 100, 2_000, 2L * 1024 * 1024 * 1024, 200, 1024 * 1024, 4 * 1024 * 1024, 1024L * 1024 * 1024, 32 * 1024 * 1024);
}
