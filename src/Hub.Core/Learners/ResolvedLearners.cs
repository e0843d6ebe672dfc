using System.Collections.Concurrent;

namespace Hub.Learners;

/// <summary>The learners of an import, and how often somebody had been erased in their partitions before their keys were read.</summary>
sealed class ResolvedLearners : IDisposable
{
    readonly ConcurrentDictionary<string, Learner> _byIdentity = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, string?> _erasures = new(StringComparer.Ordinal);

    public Learner this[LearnerIdentity identity] => _byIdentity[identity.Row];

    /// <summary>Partitions, each with its mark of erasures; null where nobody was erased yet.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Erasures => _erasures;

    public IEnumerable<LearnerReference> Of(string partition) => _byIdentity.Values.Select(learner => learner.Reference).Where(reference => reference.Partition == partition);

    /// <summary>The first mark counts: it stood there before any key was read.</summary>
    public void NoteErasures(string partition, string? mark) => _erasures.TryAdd(partition, mark);

    public bool Has(string identity) => _byIdentity.ContainsKey(identity);

    public void Add(string identity, Learner learner) => _byIdentity[identity] = learner;

    public void Dispose()
    {
        foreach (Learner learner in _byIdentity.Values) learner.Dispose();
    }
}
