namespace Hub.Storage.Embedded.Blobs;

/// <summary>One holder per name at a time. Names share a fixed set of locks: nobody holds two, so sharing costs only some waiting.</summary>
sealed class NameLocks
{
    readonly SemaphoreSlim[] stripes = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    public async Task<IDisposable> TakeAsync(string name, CancellationToken cancel)
    {
        SemaphoreSlim stripe = stripes[(uint)name.GetHashCode(StringComparison.Ordinal) % stripes.Length];
        await stripe.WaitAsync(cancel);
        return new Holder(stripe);
    }

    sealed class Holder(SemaphoreSlim stripe) : IDisposable
    {
        public void Dispose() => stripe.Release();
    }
}
