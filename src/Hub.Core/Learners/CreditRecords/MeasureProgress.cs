namespace Hub.Learners.CreditRecords;

/// <summary>Measures progress towards awards. Pure, like the record it starts from.</summary>
/// <param name="limitsOf">Limits of the law that holds for an award.</param>
public sealed class MeasureProgress(CreditRecord record, CatalogueStructure catalogue, Func<CatalogueNode, IReadOnlyList<StackingLimit>>? limitsOf = null)
{
    const decimal All = 100;

    readonly ILookup<string, RecordItem> _byEntry = record.Items.Where(i => i.IsValid && EntryOf(i) is not null).ToLookup(i => EntryOf(i)!, StringComparer.Ordinal);
    readonly Dictionary<string, decimal> _shares = new(StringComparer.Ordinal);

    static string? EntryOf(RecordItem item) => item.Achievement is null ? item.Recognition!.EntryId : item.Achievement.EntryId;

    /// <summary>Null when the catalogue does not know the entry.</summary>
    public AwardProgress? Towards(string entryId)
    {
        if (catalogue.Find(entryId) is not { } whole) return null;
        CatalogueNode[] parts = [.. catalogue.PartsOf(entryId)];
        PartProgress[] all = [.. parts.Select(part => PartOf(part))];
        PartProgress[] done = [.. all.Where(IsDone)];
        var scale = ProgressScale.Of(whole, parts);
        ReachedLimit[] limits = [.. LimitsOf(whole, scale, parts)];
        decimal? share = IsAchieved(whole) ? All : parts.Length == 0 ? null : ShareOf(whole);
        ProgressState state = StateOf(whole, parts.Length, done.Length, share);
        bool isAchieved = state is ProgressState.Awarded or ProgressState.Recognised;
        return new AwardProgress(
            whole.Id, whole.Kind, whole.Title, state, share is { } value ? decimal.Round(value, 2) : null, scale.Basis, PointsOf(whole, parts, done, isAchieved), done,
            isAchieved ? [] : [.. all.Where(p => !IsDone(p)).OrderByDescending(p => p.DoneShare).ThenByDescending(p => p.RelativeWeight ?? 0).ThenByDescending(p => p.CreditPoints ?? 0).ThenBy(p => p.EntryId, StringComparer.Ordinal)],
            scale.MoreThanNeeded, catalogue.IsWhole, limits, [.. NotesOf(whole, parts)]);
    }

    /// <summary>How much of an award is done, per cent; 0 where nothing is known of its parts.</summary>
    public decimal ShareOf(string entryId) => catalogue.Find(entryId) is { } node ? ShareOf(node) : 0;

    public bool IsDone(string entryId) => _byEntry.Contains(entryId);

    static bool IsDone(PartProgress part) => part.State is ProgressState.Awarded or ProgressState.Recognised;

    bool IsAchieved(CatalogueNode node) => _byEntry.Contains(node.Id);

    /// <summary>An entry that stands alone counts for itself and not towards anything larger.</summary>
    bool Counts(CatalogueNode part) => IsAchieved(part) && !part.StandsAlone;

    decimal ShareOf(CatalogueNode whole)
    {
        if (IsAchieved(whole)) return All;
        if (_shares.TryGetValue(whole.Id, out decimal known)) return known;
        CatalogueNode[] parts = [.. catalogue.PartsOf(whole.Id)];
        if (parts.Length == 0) return 0;
        var scale = ProgressScale.Of(whole, parts);
        decimal over = LimitsOf(whole, scale, parts).Sum(l => Math.Max(0, l.DoneShare - l.MaxShare));
        return _shares[whole.Id] = Math.Clamp(parts.Sum(part => scale.WeightOf(part) * ShareOfPart(part) / All) - over, 0, All);
    }

    decimal ShareOfPart(CatalogueNode part) => part.StandsAlone ? 0 : ShareOf(part);

    PartProgress PartOf(CatalogueNode part)
    {
        bool counts = Counts(part);
        decimal share = counts ? All : ShareOfPart(part);
        CatalogueNode[] own = [.. catalogue.PartsOf(part.Id)];
        ProgressState state = counts ? AchievedState(part) : StateOf(own.Length, own.Count(Counts), share);
        return new PartProgress(part.Id, part.Kind, part.Title, state, decimal.Round(share, 2), part.RelativeWeight, part.CreditSystem, part.CreditPoints, part.WorkloadHours, [.. _byEntry[part.Id].Select(i => i.Id).Order(StringComparer.Ordinal)]);
    }

    ProgressState AchievedState(CatalogueNode node) => _byEntry[node.Id].Any(i => i.Achievement is not null) ? ProgressState.Awarded : ProgressState.Recognised;

    ProgressState StateOf(CatalogueNode whole, int parts, int done, decimal? share) => IsAchieved(whole) ? AchievedState(whole) : StateOf(parts, done, share ?? 0);

    static ProgressState StateOf(int parts, int done, decimal share) =>
        parts > 0 && done == parts ? ProgressState.AllPartsDone : share > 0 || done > 0 ? ProgressState.Started : ProgressState.NotStarted;

    /// <summary>Only whole parts bring points: a part under way has none of its own yet.</summary>
    static PointProgress? PointsOf(CatalogueNode whole, CatalogueNode[] parts, PartProgress[] done, bool isAchieved)
    {
        if (whole.CreditSystem is not { } system || whole.CreditPoints is not { } total) return null;
        if (!isAchieved && !parts.Any(p => p.CreditSystem == system && p.CreditPoints is not null)) return null;
        decimal sum = isAchieved ? total : Math.Min(total, done.Where(p => p.CreditSystem == system).Sum(p => p.CreditPoints ?? 0));
        return new PointProgress(system, SystemTotals.Plain(sum), total, SystemTotals.Plain(total - sum));
    }

    /// <summary>Limits that what is done has come to.</summary>
    IEnumerable<ReachedLimit> LimitsOf(CatalogueNode whole, ProgressScale scale, CatalogueNode[] parts)
    {
        foreach (StackingLimit limit in limitsOf?.Invoke(whole) ?? [])
        {
            if (!limit.Decides || !limit.IntoKinds.Contains(whole.Kind)) continue;
            decimal done = parts.Where(p => limit.OfKinds.Contains(p.Kind) && Counts(p)).Sum(scale.WeightOf);
            if (done >= limit.MaxShare) yield return new ReachedLimit(limit.OfKinds, limit.MaxShare, decimal.Round(done, 2), limit.Source);
        }
    }

    IEnumerable<RecordNote> NotesOf(CatalogueNode whole, CatalogueNode[] parts)
    {
        string[] alone = [.. parts.Where(p => p.StandsAlone && IsAchieved(p)).Select(p => p.Id)];
        if (alone.Length > 0) yield return new RecordNote("record.stands-alone", "These say of themselves that they stand alone; they do not count towards the award.", alone);
        if (!whole.IsPublic) yield return new RecordNote("record.award-not-open", "The award is not in the catalogue any more; it can not be completed.", [whole.Id]);
    }
}
