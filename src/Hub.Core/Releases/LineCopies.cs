using System.Buffers;
using System.IO.Pipelines;

namespace Hub.Releases;

/// <summary>
/// Hands the lines of a dataset, while they are written, to whoever makes another file of them: each gets a stream of its own and
/// reads it at its own pace on another thread, a few megabytes behind at most.
/// </summary>
sealed class LineCopies(CancellationToken cancel) : IAsyncDisposable
{
    /// <summary>How far the lines run ahead of a reader. A line is far shorter, so a reader that waits for something found in the first lines stops nobody.</summary>
    const int AheadBytes = 4 * 1024 * 1024;

    const int PieceBytes = 128 * 1024;

    readonly CancellationTokenSource _given = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    readonly List<Stream> _copies = [];
    readonly ArrayBufferWriter<byte> _lines = new(2 * PieceBytes);
    readonly List<Task> _readers = [];

    /// <summary>Starts a reader of the lines to come.</summary>
    public Task<T> Follow<T>(Func<Stream, CancellationToken, Task<T>> read)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: AheadBytes, resumeWriterThreshold: AheadBytes / 2, minimumSegmentSize: PieceBytes, useSynchronizationContext: false));
        _copies.Add(pipe.Writer.AsStream());
        Task<T> reading = Task.Run(async () =>
        {
            // Closed also when reading fails: whoever writes the lines is not left waiting for room.
            await using Stream lines = pipe.Reader.AsStream();
            return await read(lines, _given.Token);
        }, CancellationToken.None);
        _readers.Add(reading);
        return reading;
    }

    /// <param name="line">Without its end.</param>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken stop)
    {
        _lines.Write(line.Span);
        _lines.Write("\n"u8);
        if (_lines.WrittenCount >= PieceBytes) await FlushAsync(stop);
    }

    async ValueTask FlushAsync(CancellationToken stop)
    {
        foreach (Stream copy in _copies) await copy.WriteAsync(_lines.WrittenMemory, stop);
        _lines.ResetWrittenCount();
    }

    /// <summary>Ends the lines and waits for the readers.</summary>
    public async Task CompleteAsync(CancellationToken stop)
    {
        await FlushAsync(stop);
        foreach (Stream copy in _copies) await copy.DisposeAsync();
        await Task.WhenAll(_readers);
    }

    /// <summary>Readers that are not at their end are given up: nobody may go on writing to a release that is not made.</summary>
    public async ValueTask DisposeAsync()
    {
        await _given.CancelAsync();
        await Task.WhenAll(_readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (Stream copy in _copies) await copy.DisposeAsync();
        _given.Dispose();
    }
}
