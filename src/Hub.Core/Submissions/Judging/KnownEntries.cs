using System.Collections.Concurrent;
using Hub.Catalogue;
using Hub.Learners.Achievements;
using Hub.Records;

namespace Hub.Submissions.Judging;

/// <summary>
/// What the catalogue says of entries that rows name, as far as it was looked up. As with <see cref="KnownCountries"/>:
/// judging asks, what it did not get is looked up, and the rows are judged again.
/// </summary>
public sealed class KnownEntries
{
    readonly Dictionary<string, EntryFacts?> _known = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, byte> _asked = new(StringComparer.Ordinal);

    /// <summary>Null when it is not in the catalogue, or has not been looked up.</summary>
    public EntryFacts? Of(string id)
    {
        if (_known.TryGetValue(id, out EntryFacts? facts)) return facts;
        _asked.TryAdd(id, 0);
        return null;
    }

    /// <param name="facts">Null: it is not in the catalogue.</param>
    public void Learn(string id, EntryFacts? facts)
    {
        _known[id] = facts;
        _asked.TryRemove(id, out _);
    }

    /// <summary>Looks up what was asked for; false when nothing was.</summary>
    public async Task<bool> AnswerAsync(RecordTable records, CancellationToken cancel)
    {
        string[] asked = [.. _asked.Keys];
        if (asked.Length == 0) return false;
        IReadOnlyDictionary<string, StoredRecord> found = await records.FindManyAsync(CatalogueKind.TableName, asked, cancel);
        foreach (string id in asked) Learn(id, found.TryGetValue(id, out StoredRecord? entry) ? EntryFacts.Read(entry) : null);
        return true;
    }
}
