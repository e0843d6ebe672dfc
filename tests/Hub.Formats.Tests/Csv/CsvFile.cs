using System.Text;
using Hub.Formats.Csv;

namespace Hub.Formats.Tests.Csv;

/// <summary>CSV bodies taken through inspect, split and read.</summary>
public static class CsvFile
{
    public static CsvLimits Small { get; } = new(ChunkBytes: 300, ChunkRows: 10, RecordBytes: 64 * 1024, LineBytes: 512 * 1024, Columns: 500);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static Encoding Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static Task<ReadFile> OfAsync(string text, CsvLimits? limits = null) => OfAsync(Utf8(text), limits);

    public static Task<Problem?> ProblemOfAsync(byte[] body, CsvLimits? limits = null) => ReadFile.ProblemOfAsync(new CsvFormat(limits ?? Small), body);

    public static Task<ReadFile> OfAsync(byte[] body, CsvLimits? limits = null) => ReadFile.OfAsync(new CsvFormat(limits ?? Small), body);
}
