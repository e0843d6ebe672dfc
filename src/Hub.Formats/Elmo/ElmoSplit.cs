using Hub.Formats.Xml;
using Hub.Submissions;

namespace Hub.Formats.Elmo;

/// <summary>Writes the rows of a file into the working copy, chunk by chunk, as it is read.</summary>
internal sealed class ElmoSplit : IDisposable
{
    readonly XmlBody _body;
    readonly XmlNotes _notes;
    readonly XmlLine _line;
    readonly ChunkCutter _cutter;
    readonly ElmoRows _rows;
    readonly IEnumerator<XmlRow> _next;

    public ElmoSplit(XmlBody body, XmlNotes notes, FormatPlan plan, XmlLimits limits, XmlSchemas? schemas, CancellationToken cancel)
    {
        (_body, _notes) = (body, notes);
        _line = new XmlLine(plan.Header, ElmoColumns.UsualPath);
        _cutter = new ChunkCutter(limits.ChunkBytes, limits.ChunkRows, 0, plan.FirstRow);
        _rows = new ElmoRows(notes, limits);
        _next = Rows(new ElmoReader(body, notes, limits, schemas, cancel)).GetEnumerator();
    }

    public Problem? Problem { get; private set; }

    IEnumerable<XmlRow> Rows(ElmoReader reader) => reader.Reports().SelectMany(report => _rows.Of(report.Learner, report.Report));

    /// <summary>Writes rows until a chunk is full; null when there is no more, or a problem.</summary>
    public async ValueTask<Chunk?> NextAsync(Stream working, CancellationToken cancel)
    {
        bool isRow = false;
        while (true)
        {
            Problem = _body.Try(() => isRow = _next.MoveNext());
            if (Problem is not null) return null;
            if (!isRow) return _cutter.HasRows ? _cutter.Cut() : null;
            ReadOnlyMemory<byte> line = _line.Write(_next.Current);
            await working.WriteAsync(line, cancel);
            if (_cutter.Add(line.Length, isRow: true)) return _cutter.Cut();
        }
    }

    /// <summary>What is to be said of the file as a whole, once all of it has been read.</summary>
    public IReadOnlyList<PlanNote> Notes()
    {
        _rows.Finish();
        return _notes.All();
    }

    public void Dispose()
    {
        _next.Dispose();
        _line.Dispose();
    }
}
