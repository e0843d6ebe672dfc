using System.IO.Compression;
using System.Text;
using Hub.Ports;
using Hub.Submissions.Layout;

namespace Hub.Releases;

/// <summary>Writes the two files of a dataset, its records and its table, in one pass where it can; see Decision 0005.</summary>
sealed class DatasetFiles(IBlobs blobs, ReleaseFileWriter writer, IReleaseTable table, string release, ReleaseSummary? newest, IRecordKind kind)
{
    /// <summary>Records that show which languages to expect where no release came before.</summary>
    const int EnoughBytes = 256 * 1024;

    static readonly ReadOnlyMemory<byte> NewLine = "\n"u8.ToArray();

    readonly TextColumns _columns = new(kind);
    readonly TaskCompletionSource<IReadOnlyList<ReleaseColumn>> _expected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="copies">Who else reads the records while they are written.</param>
    public async Task<(ReleaseFile Full, ReleaseFile Table, IReadOnlyList<ReleaseColumn> Columns)> WriteAsync(ReleaseChanges changes, LineCopies copies, CancellationToken cancel)
    {
        if (await ColumnsBeforeAsync(cancel) is { } before) _expected.SetResult(before);
        Task<ReleaseFile> following = copies.Follow(async (lines, stop) => await WriteTableAsync(lines, await _expected.Task.WaitAsync(stop), stop));
        ReleaseFile full = await WriteRecordsAsync(changes, copies, cancel);
        IReadOnlyList<ReleaseColumn> columns = _columns.Columns();
        _expected.TrySetResult(columns);
        await copies.CompleteAsync(cancel);
        return (full, columns.SequenceEqual(await _expected.Task) ? await following : await RewriteTableAsync(columns, cancel), columns);
    }

    Task<ReleaseFile> WriteRecordsAsync(ReleaseChanges changes, LineCopies copies, CancellationToken cancel)
    {
        long seen = 0;
        return writer.WriteAsync(ReleasePaths.FullName(kind.Table), "application/x-ndjson", async (stream, stop) =>
        {
            await using LineReader? previous = await OpenPreviousAsync(stop);
            return await ReleaseMerge.WriteAsync(previous, changes.ReadAsync(stop), async line =>
            {
                _columns.Look(line);
                await stream.WriteAsync(line, stop);
                await stream.WriteAsync(NewLine, stop);
                await copies.WriteAsync(line, stop);
                if (!_expected.Task.IsCompleted && (seen += line.Length) > EnoughBytes) _expected.TrySetResult(_columns.Columns());
            }, stop);
        }, cancel);
    }

    Task<ReleaseFile> WriteTableAsync(Stream lines, IReadOnlyList<ReleaseColumn> columns, CancellationToken cancel) =>
        writer.WriteAsync(ReleasePaths.TableName(kind.Table), "text/csv", (stream, stop) => table.WriteAsync(lines, stream, columns, stop), cancel);

    /// <summary>Again, from the records as they were written: the columns came out otherwise than expected.</summary>
    async Task<ReleaseFile> RewriteTableAsync(IReadOnlyList<ReleaseColumn> columns, CancellationToken cancel)
    {
        await using Stream lines = await OpenAsync(release, ReleasePaths.FullName(kind.Table), cancel);
        return await WriteTableAsync(lines, columns, cancel);
    }

    /// <summary>The columns that the table of the release before had; null when there was none.</summary>
    async Task<IReadOnlyList<ReleaseColumn>?> ColumnsBeforeAsync(CancellationToken cancel)
    {
        if (Previous is not { } before) return null;
        await using var lines = new LineReader(await OpenAsync(before.Id, ReleasePaths.TableName(kind.Table), cancel));
        return await lines.ReadAsync(cancel) is { } header ? TextColumns.OfHeader(kind, Encoding.UTF8.GetString(header.Span)) : null;
    }

    async Task<LineReader?> OpenPreviousAsync(CancellationToken cancel) =>
        Previous is { } before ? new LineReader(await OpenAsync(before.Id, ReleasePaths.FullName(kind.Table), cancel)) : null;

    /// <summary>Null for a dataset that the previous release did not have.</summary>
    ReleaseSummary? Previous => newest is not null && newest.Counts.ContainsKey(kind.Table) ? newest : null;

    /// <summary>A file that is gone is a fault: taken for an empty one it would empty the dataset.</summary>
    async Task<Stream> OpenAsync(string of, string name, CancellationToken cancel) =>
        new GZipStream(await blobs.OpenReadAsync(ReleasePaths.Of(of, name), 0, null, cancel) ?? throw new ReleaseFileGoneException($"{name} of {of} is gone."), CompressionMode.Decompress);
}

/// <summary>A file of a release is not there: a fault, unless another cut has overtaken this one and cleared what was taken down.</summary>
sealed class ReleaseFileGoneException(string message) : IOException(message);
