namespace Hub.Releases;

/// <summary><c>full(n) = full(n-1) + delta(n)</c>: two sorted streams into one, never more than a line of each in memory.</summary>
static class ReleaseMerge
{
    /// <param name="previous">Lines of the previous release sorted by id; null for the first.</param>
    /// <param name="put">Takes every line of the result, without its end.</param>
    public static async Task<long> WriteAsync(LineReader? previous, IAsyncEnumerable<ReleaseLine> changes, Func<ReadOnlyMemory<byte>, ValueTask> put, CancellationToken cancel)
    {
        long rows = 0;
        ReadOnlyMemory<byte>? old = previous is null ? null : await previous.ReadAsync(cancel);
        string? oldId = IdOf(old);
        await foreach (ReleaseLine change in changes.WithCancellation(cancel))
        {
            while (oldId is not null && string.CompareOrdinal(oldId, change.Id) < 0)
            {
                rows += await PutAsync(old!.Value);
                (old, oldId) = await NextAsync();
            }

            if (oldId == change.Id) (old, oldId) = await NextAsync();
            if (change.Line is { } line) rows += await PutAsync(line);
        }

        for (; oldId is not null; (old, oldId) = await NextAsync()) rows += await PutAsync(old!.Value);
        return rows;

        async ValueTask<long> PutAsync(ReadOnlyMemory<byte> line)
        {
            await put(line);
            return 1;
        }

        async ValueTask<(ReadOnlyMemory<byte>?, string?)> NextAsync()
        {
            ReadOnlyMemory<byte>? next = await previous!.ReadAsync(cancel);
            return (next, IdOf(next));
        }
    }

    static string? IdOf(ReadOnlyMemory<byte>? line) => line is { } bytes ? PublicRecord.IdOf(bytes.Span) : null;
}
