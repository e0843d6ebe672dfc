using System.Collections.Concurrent;

namespace Hub.Submissions.Judging;

/// <summary>
/// Countries of awarding bodies, as far as they were looked up. Judging is pure and can not look anything up itself: what it
/// asked for and did not get is noted in <see cref="Asked"/>, looked up, and the chunk judged again. A file names few bodies.
/// Of an identifier, <c>SCHEME:value</c>, it is the id of the organisation that has it.
/// </summary>
public sealed class KnownCountries
{
    readonly Dictionary<string, string?> _known = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, byte> _asked = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Asked => [.. _asked.Keys];

    /// <summary>What has been learnt, by organisation.</summary>
    public IReadOnlyDictionary<string, string?> Known => _known;

    public void Learn(string organisation, string? country)
    {
        _known[organisation] = country;
        _asked.TryRemove(organisation, out _);
    }

    public string? Of(string organisation)
    {
        if (_known.TryGetValue(organisation, out string? country)) return country;
        _asked.TryAdd(organisation, 0);
        return null;
    }
}
