namespace Hub.Rules.Explanations;

public enum RuleChangeKind
{
    Added,
    Changed,
    Removed,
}

/// <param name="Before">Null: added.</param>
/// <param name="Now">Null: removed.</param>
public sealed record RuleChange(RuleChangeKind Kind, RuleLine? Before, RuleLine? Now);

/// <summary>What a document changed against the one before.</summary>
public static class RuleChanges
{
    /// <summary>Changes in the order of the later document, then what is gone; the whole document where there is none before.</summary>
    public static IEnumerable<RuleChange> Between(Ruleset? before, Ruleset now)
    {
        Dictionary<string, Queue<RuleLine>> old = (before is null ? [] : RuleLines.Of(before)).GroupBy(l => l.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Queue<RuleLine>(g), StringComparer.Ordinal);
        foreach (RuleLine line in RuleLines.Of(now))
        {
            RuleLine? was = old.TryGetValue(line.Key, out Queue<RuleLine>? same) && same.TryDequeue(out RuleLine? first) ? first : null;
            if (was is null) yield return new RuleChange(RuleChangeKind.Added, null, line);
            else if (!Same(was, line)) yield return new RuleChange(RuleChangeKind.Changed, was, line);
        }
        foreach (RuleLine gone in old.Values.SelectMany(queue => queue)) yield return new RuleChange(RuleChangeKind.Removed, gone, null);
    }

    static bool Same(RuleLine a, RuleLine b) => a.About == b.About && a.Effect == b.Effect && a.Confidence == b.Confidence;
}
