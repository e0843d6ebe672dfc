namespace Hub.Releases;

/// <summary>Computes <c>full(n-1) + delta(n)</c> again and holds it against <c>full(n)</c>, line by line.</summary>
static class DeltaEquation
{
    /// <summary>Id of the first record that differs; null when all are equal.</summary>
    public static async Task<string?> FirstDifferenceAsync(LineReader previous, IAsyncEnumerable<ReleaseLine> delta, LineReader now, CancellationToken cancel)
    {
        string? unordered = null, difference = null;
        await ReleaseMerge.WriteAsync(previous, RisingAsync(), CompareAsync, cancel);
        return unordered ?? difference ?? (await now.ReadAsync(cancel) is { } extra ? PublicRecord.IdOf(extra.Span) : null);

        async ValueTask CompareAsync(ReadOnlyMemory<byte> merged)
        {
            if (difference is not null) return;
            if (await now.ReadAsync(cancel) is not { } line || !line.Span.SequenceEqual(merged.Span)) difference = PublicRecord.IdOf(merged.Span);
        }

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
}
