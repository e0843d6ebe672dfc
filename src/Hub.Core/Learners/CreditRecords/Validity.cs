namespace Hub.Learners.CreditRecords;

/// <summary>Which items are valid on a day: not revoked, not replaced, not expired, not of later.</summary>
static class Validity
{
    public static void Judge(IReadOnlyList<CountedItem> items, DateOnly asOf)
    {
        Dictionary<string, RecordedAchievement> achievements = items.Where(i => i.Achievement is not null).ToDictionary(i => i.Id, i => i.Achievement!, StringComparer.Ordinal);
        Dictionary<string, string> replacedBy = Replacements(achievements, asOf);
        foreach (CountedItem item in items.Where(i => i.Achievement is not null)) Judge(item, item.Achievement!, replacedBy, asOf);
        foreach (CountedItem item in items.Where(i => i.Recognition is not null)) Judge(item, item.Recognition!, achievements, replacedBy, asOf);
    }

    static void Judge(CountedItem item, RecordedAchievement achievement, Dictionary<string, string> replacedBy, DateOnly asOf)
    {
        if (achievement.IsRevoked) item.Set(ItemStanding.Revoked);
        else if (achievement.AwardedOn > asOf) item.Set(ItemStanding.NotYet);
        else if (replacedBy.TryGetValue(item.Id, out string? by)) item.Set(ItemStanding.Replaced, by);
        else if (achievement.ValidUntil < asOf) item.Set(ItemStanding.Expired);
    }

    /// <summary>A decision stands while what it rests on does; a corrected achievement takes the place of the one before.</summary>
    static void Judge(CountedItem item, RecognisedOutcome outcome, Dictionary<string, RecordedAchievement> achievements, Dictionary<string, string> replacedBy, DateOnly asOf)
    {
        if (outcome.IsWithdrawn) item.Set(ItemStanding.Revoked);
        else if (outcome.DecidedOn > asOf) item.Set(ItemStanding.NotYet);
        else if (outcome.Sources.FirstOrDefault(s => achievements.TryGetValue(s, out RecordedAchievement? source) && source.IsRevoked && !replacedBy.ContainsKey(s)) is { } revoked) item.Set(ItemStanding.InQuestion, revoked);
    }

    /// <summary>
    /// What took the place of what: an achievement that is not revoked replaces the one it names and all that one has replaced, so
    /// that a chain counts once however its middle fares. A replacement that is revoked undoes itself: the one before counts again.
    /// </summary>
    static Dictionary<string, string> Replacements(Dictionary<string, RecordedAchievement> achievements, DateOnly asOf)
    {
        var replaced = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (RecordedAchievement newest in achievements.Values.Where(a => !a.IsRevoked && !(a.AwardedOn > asOf)).OrderBy(a => a.Id, StringComparer.Ordinal))
        {
            var met = new HashSet<string>(StringComparer.Ordinal) { newest.Id };
            for (string? before = newest.Replaces; before is not null && met.Add(before); before = achievements.GetValueOrDefault(before)?.Replaces) replaced.TryAdd(before, newest.Id);
        }

        return replaced;
    }
}
