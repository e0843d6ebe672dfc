using Hub.Ports;

namespace Hub.Learners.Access;

/// <summary>A learner sees who has read the own data and who did what about them, when, and on which ground (GDPR, article 15).</summary>
public sealed class ReadAccessLogHandler(LearnerAccesses accesses)
{
    /// <summary>Rows looked at until a page ends early.</summary>
    const int MostLookedAt = 2000;

    const int MaxCursorLength = 256;

    /// <summary>What a registrar does about a learner belongs to no organisation that sent something.</summary>
    const string RegistrarActs = "learner.";

    /// <summary>The newest first. A page may end early, even empty: go on while there is <c>Next</c>.</summary>
    /// <param name="after"><c>Next</c> of the page before; null: from the newest.</param>
    public async Task<Result<Page<LearnerAccess>>> HandleAsync(OwnLearner own, string? after, int limit, CancellationToken cancel)
    {
        if (after is not null && !IsCursor(after)) return PageProblems.CursorInvalid();
        var items = new List<LearnerAccess>();
        string from = after is null ? " " : RowRange.After(after);
        for (int looked = 0; ;)
        {
            (string Row, LearnerAccess Access)[] rows = await RowsAsync(own.All, from, Math.Min(limit, TableLimits.MaxPage), cancel);
            foreach ((string row, LearnerAccess access) in rows)
            {
                if (IsSeen(own, access)) items.Add(access);
                if (items.Count == limit || ++looked == MostLookedAt) return new Page<LearnerAccess>(items, row);
            }

            if (rows.Length < limit) return new Page<LearnerAccess>(items, null);
            from = RowRange.After(rows[^1].Row);
        }
    }

    /// <summary>Of several references the newest together: each gives as many as are wanted, so that none is missing among the first.</summary>
    async Task<(string Row, LearnerAccess Access)[]> RowsAsync(IReadOnlyList<LearnerReference> references, string from, int limit, CancellationToken cancel)
    {
        var rows = new List<(string Row, LearnerAccess Access)>();
        foreach (LearnerReference reference in references) rows.AddRange(await accesses.ListAsync(reference, from, limit, cancel));
        return [.. rows.OrderBy(r => r.Row, StringComparer.Ordinal).Take(limit)];
    }

    /// <summary>Where an organisation reads what it sent, only who sees that learns of it.</summary>
    static bool IsSeen(OwnLearner own, LearnerAccess access) =>
        own.Organisations is null || access.Action.StartsWith(RegistrarActs, StringComparison.Ordinal) || (OrganisationId.TryParse(access.Body, out OrganisationId body) && own.Sees(body));

    static bool IsCursor(string after)
    {
        if (after.Length is 0 or > MaxCursorLength) return false;
        try
        {
            TableLimits.CheckKey(after);
            return true;
        }
        catch (ArgumentException)
        {
            return false;       // no key of a row, so none that was given out
        }
    }
}
