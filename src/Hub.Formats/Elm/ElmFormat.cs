using System.Buffers;
using System.Runtime.CompilerServices;
using System.Xml;
using Hub.Formats.Json;
using Hub.Formats.Xml;
using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats.Elm;

/// <summary>
/// XML of the European Learning Model: learning opportunities and qualifications (LOQ 3.1.0) as catalogue entries, accreditations
/// (AMS 3.1.0). Records refer to each other anywhere in the file, so it is read once into temporary files and put together from
/// there into one JSON object a line; see Decisions/0013.
/// </summary>
/// <param name="schemas">Schemas every file is checked against besides; null for none.</param>
public sealed class ElmFormat(XmlLimits limits, XmlSchemas? schemas = null) : ISubmissionFormat
{
    public const string FormatName = "elm";

    /// <summary>Kinds of record that become rows; of the others only what those rows need is read, so their elements are named shortly.</summary>
    static readonly string[] HasColumns = ["learningOpportunity", "qualification", "learningAchievementSpecification", "learningOutcome"];

    static readonly XmlFindings Findings = new(ElmFindings.NotRead, ElmFindings.SchemaViolation, ElmFindings.MoreOfThese, ElmFindings.EncodingDeclared);

    readonly JsonLimits _lines = JsonLimits.Default with { RecordBytes = limits.RecordBytes };

    public ElmFormat()
        : this(XmlLimits.Default)
    {
    }

    public string Name => FormatName;

    /// <summary>Any XML, so that what is wrong with it can be said.</summary>
    public bool Recognises(ReadOnlySpan<byte> head, string? mediaType, string? fileName)
    {
        string extension = Path.GetExtension(fileName ?? "").ToLowerInvariant();
        return extension is not (".csv" or ".tsv") && !(mediaType ?? "").StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) && XmlHead.IsXml(head);
    }

    public FileType ErrorFileType(FormatPlan plan) => new("application/x-ndjson", "ndjson");

    public async Task<Result<FormatPlan>> InspectAsync(Stream body, Func<IReadOnlyList<string>, bool> isKnown, CancellationToken cancel)
    {
        Result<XmlBody> opened = await XmlBody.OpenAsync(body, limits, cancel);
        if (opened.Problem is { } unreadable) return unreadable;
        using XmlBody xml = opened.Value;
        ElmProfile? profile = null;
        if (xml.Try(() => profile = ProfileOf(xml)) is { } broken) return broken;
        if (profile is null) return XmlProblems.UnknownDocument;
        return new FormatPlan(FormatName, xml.Encoding.Name, xml.Encoding.MarkBytes > 0, ',', "\n", ElmColumns.HeaderOf(profile), 0, 1, NeedsWorkingCopy: true, Notes: Findings.OfEncoding(xml.Encoding), Kind: profile.Kind);
    }

    static ElmProfile? ProfileOf(XmlBody xml)
    {
        while (xml.Next())
            if (xml.Xml.NodeType == XmlNodeType.Element) return ElmProfile.Of(xml.Xml.LocalName, xml.Xml.NamespaceURI);
        return null;
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
        using var scan = new ElmScan(notes, limits, cancel);
        if (xml.Try(() => scan.Read(xml, ProfileOf(xml) ?? throw new InvalidDataException("The body is another one than was inspected."), schemas)) is { } broken)
        {
            yield return broken;
            yield break;
        }

        using var rows = new ElmSplit(scan, notes, plan, limits);
        Chunk? last = null;
        while (await rows.NextAsync(working, cancel) is { } chunk)
        {
            if (last is not null) yield return last;
            last = chunk;
        }

        await working.FlushAsync(cancel);
        if (rows.Problem is { } problem) yield return problem;
        else if (last is not null) yield return last with { Notes = notes.All() };
    }

    public IRowReader Read(ReadOnlyMemory<byte> chunk, FormatPlan plan, int firstRow) => new XmlRowReader(chunk, plan, firstRow, _lines, ElmPaths.Of);

    public bool HasFixedColumns => false;

    public void WriteRow(IReadOnlyList<string> cells, int row, FormatPlan plan, IBufferWriter<byte> destination) => JsonItemWriter.Write(cells, plan.Header, destination);

    public IErrorFileWriter StartErrorFile(Stream destination, FormatPlan plan) => new XmlErrorFileWriter(destination);
}
