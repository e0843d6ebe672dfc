using System.IO.Compression;
using System.Text;

namespace Hub.Formats.Elm.Out;

/// <summary>The lists of a document that the hub fills, in the order they stand in.</summary>
enum LoqList
{
    Opportunity,
    Specification,
    Outcome,
    Activity,
    Assessment,
    Agent,
    Grading,
    Location,
}

/// <summary>A document while it grows: records go to the temporary file of their list, lightly packed, because one list ends only with the last entry.</summary>
sealed class LoqDocument : IDisposable
{
    static readonly string[] Elements =
    [
        "learningOpportunityReferences", "learningAchievementSpecificationReferences", "learningOutcomeReferences", "learningActivitySpecificationReferences",
        "learningAssessmentSpecificationReferences", "agentReferences", "gradingSchemeReferences", "locationReferences",
    ];

    readonly Spill?[] _lists = new Spill?[Elements.Length];

    /// <summary>Organisations its entries refer to.</summary>
    public SortedSet<string> Organisations { get; } = new(StringComparer.Ordinal);

    public void Add(LoqList list, ReadOnlySpan<byte> record) => (_lists[(int)list] ??= new Spill()).Add(record);

    public long Count(LoqList list) => _lists[(int)list]?.Records ?? 0;

    public async Task WriteAsync(Stream destination, CancellationToken cancel)
    {
        for (int list = 0; list < Elements.Length; list++)
        {
            if (_lists[list] is not { } records) continue;      // the schema takes a missing list, and so does who reads it
            await destination.WriteAsync(Encoding.UTF8.GetBytes($"<{Elements[list]}>\n"), cancel);
            await records.CopyToAsync(destination, cancel);
            await destination.WriteAsync(Encoding.UTF8.GetBytes($"</{Elements[list]}>\n"), cancel);
        }
    }

    public void Dispose()
    {
        foreach (Spill? list in _lists) list?.Dispose();
    }

    sealed class Spill : IDisposable
    {
        const int BufferBytes = 64 * 1024;

        readonly FileStream _file = new(Path.Combine(Path.GetTempPath(), $"hub-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.DeleteOnClose);
        readonly BufferedStream _packed;
        bool _isSealed;

        public Spill() => _packed = new BufferedStream(new GZipStream(_file, CompressionLevel.Fastest, leaveOpen: true), BufferBytes);

        public long Records { get; private set; }

        public void Add(ReadOnlySpan<byte> record)
        {
            _packed.Write(record);
            Records++;
        }

        public async Task CopyToAsync(Stream destination, CancellationToken cancel)
        {
            Seal();
            _file.Position = 0;
            await using var unpacked = new GZipStream(_file, CompressionMode.Decompress, leaveOpen: true);
            await unpacked.CopyToAsync(destination, BufferBytes, cancel);
        }

        public void Dispose()
        {
            Seal();
            _file.Dispose();
        }

        void Seal()
        {
            if (!_isSealed) _packed.Dispose();
            _isSealed = true;
        }
    }
}
