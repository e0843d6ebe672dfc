using Hub.Submissions;

namespace Hub.Formats.Xml;

/// <summary>Bounds of XML files: a few bytes must not cost much memory or time. Tests use small ones; the hub uses <see cref="Default"/>.</summary>
/// <param name="ChunkBytes">A chunk is closed by the row that reaches this size.</param>
/// <param name="ChunkRows">Rows of one chunk at most.</param>
/// <param name="RecordBytes">A longer row is a faulty one.</param>
/// <param name="Depth">Levels of nesting at most; the application profiles need nine.</param>
/// <param name="Attributes">Of one element at most; the root declares about forty namespaces.</param>
/// <param name="TagChars">Characters of one tag at most, with its attributes.</param>
/// <param name="TextChars">Characters between two tags at most: images stand in the file as text.</param>
/// <param name="Names">Different names in the file at most; the XML reader keeps each.</param>
/// <param name="ExpansionFloorBytes">What rows may take together in any case.</param>
/// <param name="Expansion">How many times as large as the file the rows may be beyond that: a text that is referred to stands in each row.</param>
/// <param name="KeptKeys">Keys of the index kept in memory; more go to a temporary file.</param>
/// <param name="Notes">Findings of one kind that belong to no row, at most.</param>
public sealed record XmlLimits(
    int ChunkBytes, int ChunkRows, int RecordBytes, int Depth, int Attributes, int TagChars, int TextChars, int Names, long ExpansionFloorBytes, int Expansion, int KeptKeys, int Notes)
{
    /// <summary>Characters kept of a part that is held in memory whole, such as a report of ELMO: a degree of a hundred courses takes about fifty thousand.</summary>
    public int PartChars { get; init; } = 16 * 1024 * 1024;

    public static XmlLimits Default { get; } = new(
        Chunk.TargetBytes, Chunk.MaxRows, 1024 * 1024, 64, 200, 64 * 1024, 16 * 1024 * 1024, 20_000, 64L * 1024 * 1024, 8, 1_000_000, 100);
}
