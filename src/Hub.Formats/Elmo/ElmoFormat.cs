using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using Hub.Formats.Json;
using Hub.Formats.Xml;
using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats.Elmo;

/// <summary>
/// EMREX ELMO 1.x: transcripts of records as achievements, one file for each learner, or several inside the answer of another interface
/// (as the Transcript of Records of Erasmus Without Paper). Rewritten once to one JSON object a line; see decision 0051.
/// </summary>
/// <param name="schemas">Schemas every file is checked against besides; null for none.</param>
public sealed class ElmoFormat(XmlLimits limits, XmlSchemas? schemas = null) : ISubmissionFormat
{
    public const string FormatName = "elmo";

    /// <summary>The kind of record it carries.</summary>
    const string Kind = "achievements";

    static readonly XmlFindings Findings = new(ElmoFindings.NotRead, ElmoFindings.SchemaViolation, ElmoFindings.MoreOfThese, ElmoFindings.EncodingDeclared);

    static readonly string[] HasColumns = [ElmoNames.Specification, ElmoNames.Instance];

    /// <summary>The namespace as it may stand in a body.</summary>
    static readonly byte[][] Namespaces = [Encoding.UTF8.GetBytes(ElmoNames.Namespace), Encoding.Unicode.GetBytes(ElmoNames.Namespace), Encoding.BigEndianUnicode.GetBytes(ElmoNames.Namespace)];

    readonly JsonLimits _lines = JsonLimits.Default with { RecordBytes = limits.RecordBytes };

    public ElmoFormat()
        : this(XmlLimits.Default)
    {
    }

    public string Name => FormatName;

    /// <summary>XML that names the namespace of ELMO near its beginning.</summary>
    public bool Recognises(ReadOnlySpan<byte> head, string? mediaType, string? fileName) =>
        XmlHead.IsXml(head) && (head.IndexOf(Namespaces[0]) >= 0 || head.IndexOf(Namespaces[1]) >= 0 || head.IndexOf(Namespaces[2]) >= 0);

    public FileType ErrorFileType(FormatPlan plan) => new("application/x-ndjson", "ndjson");

    public async Task<Result<FormatPlan>> InspectAsync(Stream body, Func<IReadOnlyList<string>, bool> isKnown, CancellationToken cancel)
    {
        Result<XmlBody> opened = await XmlBody.OpenAsync(body, limits, cancel);
        if (opened.Problem is { } unreadable) return unreadable;
        using XmlBody xml = opened.Value;
        bool found = false;
        if (xml.Try(() => found = Find(xml)) is { } broken) return broken;
        if (!found) return XmlProblems.UnknownDocument;
        return new FormatPlan(FormatName, xml.Encoding.Name, xml.Encoding.MarkBytes > 0, ',', "\n", ElmoColumns.Header, 0, 1, NeedsWorkingCopy: true, Notes: Findings.OfEncoding(xml.Encoding), Kind: Kind);
    }

    /// <summary>Goes to the first <c>elmo</c>.</summary>
    static bool Find(XmlBody xml)
    {
        while (xml.Next())
            if (xml.Xml.NodeType == XmlNodeType.Element && xml.Xml.LocalName == ElmoNames.Root && xml.Xml.NamespaceURI == ElmoNames.Namespace) return true;
        return false;
    }

    public async IAsyncEnumerable<Result<Chunk>> SplitAsync(Stream body, FormatPlan plan, Stream? working, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(working);
        Result<XmlBody> opened = await XmlBody.OpenAsync(body, limits, cancel);
        if (opened.Problem is { } unreadable)
        {
            yield return unreadable;
            yield break;
        }

        using XmlBody xml = opened.Value;
        var notes = new XmlNotes(limits.Notes, Findings, HasColumns);
        var rows = new ElmoRows(notes, limits);
        IEnumerable<XmlRow> read = new ElmoReader(xml, notes, limits, schemas, cancel).Reports().SelectMany(report => rows.Of(report.Learner, report.Report));
        await foreach (Result<Chunk> chunk in new XmlSplit(xml, notes, plan, limits, ElmoColumns.UsualPath, read, rows.Finish).ChunksAsync(working, cancel)) yield return chunk;
    }

    public IRowReader Read(ReadOnlyMemory<byte> chunk, FormatPlan plan, int firstRow) => new XmlRowReader(chunk, plan, firstRow, _lines, ElmoColumns.UsualPath);

    public bool HasFixedColumns => false;

    public void WriteRow(IReadOnlyList<string> cells, int row, FormatPlan plan, IBufferWriter<byte> destination) => JsonItemWriter.Write(cells, plan.Header, destination);

    public IErrorFileWriter StartErrorFile(Stream destination, FormatPlan plan) => new XmlErrorFileWriter(destination);
}
