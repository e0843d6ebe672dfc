using Hub.Formats.Xml;
using Hub.Submissions;
using Hub.Submissions.Findings;

namespace Hub.Formats.Elm;

/// <summary>Goes through the records of a file again, now that all are known: rows into the working copy, chunk by chunk.</summary>
internal sealed class ElmSplit : IDisposable
{
    const int WindowBytes = 256 * 1024;

    readonly ElmScan _scan;
    readonly XmlNotes _notes;
    readonly XmlLimits _limits;
    readonly XmlLine _line;
    readonly ElmReferences _references;
    readonly IElmRows _rows;
    readonly RecordWindow _window;
    readonly ChunkCutter _cutter;
    readonly long _mostBytes;
    long _next;
    long _written;

    public ElmSplit(ElmScan scan, XmlNotes notes, FormatPlan plan, XmlLimits limits)
    {
        (_scan, _notes, _limits) = (scan, notes, limits);
        _line = new XmlLine(plan.Header, ElmPaths.Of);
        _references = new ElmReferences(scan.Records, scan.Index, scan.Profile, limits.RecordBytes);
        _rows = scan.Profile == ElmProfile.Ams ? new AmsRows(_references) : new LoqRows(_references);
        _window = scan.Records.Window(WindowBytes);
        _cutter = new ChunkCutter(limits.ChunkBytes, limits.ChunkRows, 0, plan.FirstRow);
        _mostBytes = limits.ExpansionFloorBytes + limits.Expansion * scan.Characters;
    }

    public Problem? Problem { get; private set; }

    /// <summary>Writes rows until a chunk is full; null when there is no more, or a problem.</summary>
    public async ValueTask<Chunk?> NextAsync(Stream working, CancellationToken cancel)
    {
        while (_next < _scan.Records.Length)
        {
            cancel.ThrowIfCancellationRequested();
            (ReadOnlyMemory<byte> bytes, _next) = _window.Read(_next);
            var record = ElmEntity.Read(bytes);
            if (!_scan.Profile.RowList.Contains(record.IdList)) Look(record);
            else if (_rows.RowOf(record) is { } row)
            {
                ReadOnlyMemory<byte> line = _line.Write(row);
                _written += line.Length;
                if (_written > _mostBytes) return Refuse(XmlProblems.ExpandsTooMuch(_mostBytes));
                await working.WriteAsync(line, cancel);
                if (_cutter.Add(line.Length, isRow: true)) return _cutter.Cut();
            }
        }

        return _cutter.HasRows ? _cutter.Cut() : null;
    }

    Chunk? Refuse(Problem problem)
    {
        Problem = problem;
        return null;
    }

    /// <summary>Records that are no rows are judged where rows use them; what nobody uses must at least be whole.</summary>
    void Look(ElmEntity record)
    {
        string path = record.Path(_scan.Profile.Root);
        if (record.Id.Length == 0) _notes.Add(ElmFindings.IdMissing, null, path);
        else if (_references.Count(record.IdList, record.Id) > 1) _notes.Add(ElmFindings.DuplicateId, null, $"{path}/@id");
        foreach (ElmValue reference in record.Of(ElmField.OtherReference))
            if (_references.Count(record.TargetOf(reference.Aside!), reference.Text) == 0) _notes.Add(ElmFindings.DanglingReference, null, $"{path}/{ElmCells.PathOf(reference)}");
    }

    public void Dispose() => _line.Dispose();
}
