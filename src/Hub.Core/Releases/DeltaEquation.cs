namespace Hub.Releases;

/// <summary>Computes <c>full(n-1) + delta(n)</c> again and holds it against <c>full(n)</c>, line by line.</summary>
static class DeltaEquation
{
    /// <summary>Id of the first record that differs; null when all are equal.</summary>
    public static async Task<string?> FirstDifferenceAsync(LineReader previous, IAsyncEnumerable<ReleaseLine> delta, LineReader now, CancellationToken cancel)
    {
        await using var comparison = new ComparingStream(now, cancel);
        string? unordered = null;
        await ReleaseMerge.WriteAsync(previous, RisingAsync(), comparison, static _ => { }, cancel);
        return unordered ?? comparison.Difference ?? (await now.ReadAsync(cancel) is { } extra ? PublicRecord.IdOf(extra.Span) : null);

        // A line out of order would be passed over by the merge, while a reader that applies lines one by one would apply it.
        async IAsyncEnumerable<ReleaseLine> RisingAsync()
        {
            string last = "";
            await foreach (ReleaseLine change in delta.WithCancellation(cancel))
            {
                if (string.CompareOrdinal(change.Id, last) <= 0)
                {
                    unordered = change.Id;
                    yield break;
                }

                last = change.Id;
                yield return change;
            }
        }
    }

    /// <summary>Takes the merged lines where a file would, and compares instead of writing.</summary>
    sealed class ComparingStream(LineReader expected, CancellationToken cancel) : Stream
    {
        public string? Difference { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Difference is not null || buffer.Span.SequenceEqual("\n"u8)) return;
            if (await expected.ReadAsync(cancel) is not { } line || !line.Span.SequenceEqual(buffer.Span)) Difference = PublicRecord.IdOf(buffer.Span);
        }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
            // nothing is kept
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
