using System.Collections.Concurrent;
using Hub.Organisations;

namespace Hub.Submissions.Judging;

/// <summary>
/// What the register says of organisations, as far as it was looked up. As with <see cref="KnownCountries"/>: judging asks, what it
/// did not get is looked up, and the rows are judged again. Each organisation is looked up once for a chunk, however many rows name it.
/// </summary>
public sealed class KnownStandings
{
    readonly Dictionary<string, OrganisationStanding?> _known = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, byte> _asked = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Asked => [.. _asked.Keys];

    /// <param name="standing">Null: it is not in the register.</param>
    public void Learn(string organisation, OrganisationStanding? standing)
    {
        _known[organisation] = standing;
        _asked.TryRemove(organisation, out _);
    }

    /// <summary>Null when it is not in the register, or has not been looked up.</summary>
    public OrganisationStanding? Of(string organisation)
    {
        if (_known.TryGetValue(organisation, out OrganisationStanding? standing)) return standing;
        _asked.TryAdd(organisation, 0);
        return null;
    }
}
