using Hub.Submissions;

namespace Hub.Formats.Json;

/// <summary>Bounds of JSON and NDJSON files. Tests use small ones; the hub uses <see cref="Default"/>.</summary>
/// <param name="ChunkBytes">A chunk is closed by the item that reaches this size.</param>
/// <param name="ChunkRows">Items of one chunk at most.</param>
/// <param name="RecordBytes">A longer item is a faulty row.</param>
/// <param name="LineBytes">A file with a longer line or item is refused: no memory is spent on what cannot be a record.</param>
/// <param name="Columns">Different property names of all items together, at most.</param>
/// <param name="Depth">Levels of nesting of an item at most; a record needs three.</param>
/// <param name="NameLength">Characters of a property name at most.</param>
public sealed record JsonLimits(int ChunkBytes, int ChunkRows, int RecordBytes, int LineBytes, int Columns, int Depth, int NameLength)
{
    public static JsonLimits Default { get; } = new(Chunk.TargetBytes, Chunk.MaxRows, 1024 * 1024, 4 * 1024 * 1024, 500, 32, 128);
}
