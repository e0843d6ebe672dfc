using Hub.Feed;
using Hub.Ports;
using Hub.Releases;

namespace Hub.Catalogue.Search;

/// <summary>
/// Searches an index that each process makes for itself: from the newest release, then along the feed. Nothing of it is stored, so
/// nothing can be lost or differ; a process that has just started answers from as much as it has read and says so. See decision 0041.
/// </summary>
public sealed class MemoryCatalogueSearch(ITables tables, IBlobs blobs, FeedReader feed, ReleaseStore releases, TimeProvider clock) : ICatalogueSearch, IDisposable
{
    /// <summary>How long a search waits for an index that is being made or brought up to date.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>How old what the index knows may be before it looks at the feed again.</summary>
    static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    readonly SearchIndex _index = new();
    readonly CancellationTokenSource _stop = new();
    readonly Lock _starting = new();
    Task _following = Task.CompletedTask;
    DateTimeOffset _looked = DateTimeOffset.MinValue;
    long _after = -1;

    public async Task<Result<SearchPage>> SearchAsync(SearchQuery query, string? after, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 100);
        SearchCursor? cursor = null;
        if (!string.IsNullOrEmpty(after))
        {
            if (!SearchCursor.TryParse(after, out SearchCursor given)) return PageProblems.CursorInvalid();
            cursor = given;
        }

        bool isCurrent = await IsCurrentAsync(cancel);
        return _index.Read(reading => reading.Find(query, cursor, limit, !isCurrent || _index.IsFull));
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _index.Dispose();
    }

    /// <summary>Whether the index knows all that the feed knew a moment ago. What goes wrong on the way is thrown here, and tried again by the next search.</summary>
    async Task<bool> IsCurrentAsync(CancellationToken cancel)
    {
        Task following = Follow();
        await Task.WhenAny(following, Task.Delay(Patience, clock, cancel));
        cancel.ThrowIfCancellationRequested();
        if (following.IsCompleted) await following;
        return following.IsCompleted || Volatile.Read(ref _after) >= 0;
    }

    /// <summary>One at a time: searches that come meanwhile wait for the same.</summary>
    Task Follow()
    {
        lock (_starting)
        {
            if (!_following.IsCompleted) return _following;
            DateTimeOffset now = clock.GetUtcNow();
            if (_following.IsCompletedSuccessfully && now - _looked < Freshness) return _following;
            _looked = now;
            return _following = Task.Run(() => FollowAsync(_stop.Token));
        }
    }

    async Task FollowAsync(CancellationToken cancel)
    {
        long after = Volatile.Read(ref _after);
        var source = new SearchSource(tables, blobs, feed, releases, _index);
        if (after < 0) after = await source.LoadAsync(cancel);
        Volatile.Write(ref _after, await source.FollowAsync(after, cancel));
    }
}
