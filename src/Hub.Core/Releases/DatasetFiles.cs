using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using Hub.Ports;
using Hub.Submissions.Layout;

namespace Hub.Releases;

/// <summary>Writes the two files of a dataset, its records and its table, in one pass where it can; see Decision 0005.</summary>
sealed class DatasetFiles(IBlobs blobs, ReleaseFileWriter writer, IReleaseTable table, string release, ReleaseSummary? newest, IRecordKind kind)
{
    /// <summary>How far records run ahead of the table. A line is shorter than the rest of this, so a table that waits for its columns stops nobody.</summary>
    const int AheadBytes = 4 * 1024 * 1024;

    /// <summary>Records that show which languages to expect where no release came before.</summary>
    const int EnoughBytes = 256 * 1024;

    readonly TextColumns _columns = new(kind);

    public async Task<(ReleaseFile Full, ReleaseFile Table, IReadOnlyList<ReleaseColumn> Columns)> WriteAsync(ReleaseChanges changes, CancellationToken cancel)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var copy = new Pipe(new PipeOptions(pauseWriterThreshold: AheadBytes, resumeWriterThreshold: AheadBytes / 2, minimumSegmentSize: 128 * 1024, useSynchronizationContext: false));
        var expected = new TaskCompletionSource<IReadOnlyList<ReleaseColumn>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<ReleaseFile> writing = Task.Run(() => FollowAsync(copy.Reader, expected.Task, given.Token), CancellationToken.None);
        ReleaseFile full, rows;
        try
        {
            full = await WriteRecordsAsync(changes, copy.Writer, expected, cancel);
            rows = await writing;
        }
        catch
        {
            // The table is given up with the records: nobody may go on writing to a release that is not made.
            await given.CancelAsync();
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        IReadOnlyList<ReleaseColumn> columns = _columns.Columns();
        return (full, columns.SequenceEqual(await expected.Task) ? rows : await RewriteTableAsync(columns, cancel), columns);
    }

    async Task<ReleaseFile> WriteRecordsAsync(ReleaseChanges changes, PipeWriter copy, TaskCompletionSource<IReadOnlyList<ReleaseColumn>> expected, CancellationToken cancel)
    {
        if (await ColumnsBeforeAsync(cancel) is { } before) expected.SetResult(before);
        await using var ahead = new BufferedStream(copy.AsStream(), 128 * 1024);
        ReadOnlyMemory<byte> newLine = "\n"u8.ToArray();
        long seen = 0;
        ReleaseFile full = await writer.WriteAsync(ReleasePaths.FullName(kind.Table), "application/x-ndjson", async (stream, stop) =>
        {
            await using LineReader? previous = await OpenPreviousAsync(stop);
            return await ReleaseMerge.WriteAsync(previous, changes.ReadAsync(stop), async line =>
            {
                _columns.Look(line);
                await stream.WriteAsync(line, stop);
                await stream.WriteAsync(newLine, stop);
                await ahead.WriteAsync(line, stop);
                await ahead.WriteAsync(newLine, stop);
                if (!expected.Task.IsCompleted && (seen += line.Length) > EnoughBytes) expected.TrySetResult(_columns.Columns());
            }, stop);
        }, cancel);
        expected.TrySetResult(_columns.Columns());
        return full;
    }

    async Task<ReleaseFile> FollowAsync(PipeReader records, Task<IReadOnlyList<ReleaseColumn>> expected, CancellationToken cancel)
    {
        await using Stream lines = records.AsStream();      // closed also when this fails: whoever writes the records is not left waiting for room
        return await WriteTableAsync(lines, await expected.WaitAsync(cancel), cancel);
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
        new GZipStream(await blobs.OpenReadAsync(ReleasePaths.Of(of, name), 0, null, cancel) ?? throw new InvalidDataException($"{name} of {of} is gone."), CompressionMode.Decompress);
}
