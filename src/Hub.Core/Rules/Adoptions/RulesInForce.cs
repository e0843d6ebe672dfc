using System.Collections.Concurrent;

namespace Hub.Rules.Adoptions;

/// <summary>
/// The rulesets with the adoptions recorded so far. Adoptions live in the hub's tables, so every process of a hub sees them; and
/// a submission is judged with those that were recorded when it was received, however late or often a part of it is judged.
/// </summary>
public sealed class RulesInForce(IRulesets files, AdoptionStore store, TimeProvider clock)
{
    /// <summary>Clocks of two machines differ by less; an adoption read so long after a receipt is complete for it.</summary>
    static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <summary>For single records and lists nobody waits for a change of law to the second.</summary>
    static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);

    volatile Known? _known;

    /// <summary>The rules for what was received at a time.</summary>
    public async Task<IRulesets> AsOfAsync(DateTimeOffset receivedAt, CancellationToken cancel)
    {
        Known known = _known is { } read && read.ReadAt > receivedAt + ClockSkew ? read : await ReadAsync(cancel);
        return known.With(known.Adoptions.Count(a => a.RecordedAt <= receivedAt), files);
    }

    /// <summary>The rules for something that was entered at a time; an adoption of the seconds before it by another process may not count.</summary>
    public async Task<IRulesets> AroundAsync(DateTimeOffset enteredAt, CancellationToken cancel)
    {
        Known known = _known is { } read && read.ReadAt > enteredAt - Freshness ? read : await ReadAsync(cancel);
        return known.With(known.Adoptions.Count(a => a.RecordedAt <= enteredAt), files);
    }

    /// <summary>The rules for what comes in now; an adoption of the last seconds by another process may not count yet.</summary>
    public async Task<IRulesets> NowAsync(CancellationToken cancel)
    {
        Known known = _known is { } read && read.ReadAt > clock.GetUtcNow() - Freshness ? read : await ReadAsync(cancel);
        return known.With(known.Adoptions.Count, files);
    }

    /// <summary>Has the next question read the adoptions anew.</summary>
    public void Forget() => _known = null;

    async Task<Known> ReadAsync(CancellationToken cancel)
    {
        DateTimeOffset before = clock.GetUtcNow();
        IReadOnlyList<RecordedAdoption> adoptions = await store.ListAsync(cancel);
        // The same rulesets stay the same objects: what was prepared from them is found by reference.
        return _known = _views is { } last && last.Adoptions.SequenceEqual(adoptions) ? last with { ReadAt = before } : _views = new Known(before, adoptions, new ConcurrentDictionary<int, Lazy<IRulesets>>());
    }

    volatile Known? _views;

    sealed record Known(DateTimeOffset ReadAt, IReadOnlyList<RecordedAdoption> Adoptions, ConcurrentDictionary<int, Lazy<IRulesets>> Views)
    {
        public IRulesets With(int count, IRulesets files) => count == 0 ? files : Views.GetOrAdd(count, n => new Lazy<IRulesets>(() => Adopted(files, Adoptions.Take(n)))).Value;

        static Rulesets Adopted(IRulesets files, IEnumerable<RecordedAdoption> adoptions)
        {
            Dictionary<string, RecordedAdoption> byVersion = adoptions.ToDictionary(a => a.RulesetVersion, StringComparer.Ordinal);
            return Rulesets.Of([.. files.All.Select(r => byVersion.TryGetValue(r.Version, out RecordedAdoption? adoption) ? adoption.Adopt(r) : r)]);
        }
    }
}
