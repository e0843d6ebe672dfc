namespace Hub.Crash.Tests.Play;

/// <summary>Totals of a submission.</summary>
readonly record struct Totals(int Accepted, int Unchanged, int Held, int Rejected, int Withdrawn)
{
    public int Rows => Accepted + Unchanged + Held + Rejected;
}

/// <summary>
/// What an organisation must find in the hub: every version of every entry, by the changes that were acknowledged, in the order
/// in which the hub applies them.
/// </summary>
sealed class Books(string organisation)
{
    readonly SortedDictionary<string, List<string?>> _versions = new(StringComparer.Ordinal);

    public string Organisation { get; } = organisation;

    /// <summary>Titles of an entry's versions by local id, oldest first; null where it was withdrawn.</summary>
    public IReadOnlyDictionary<string, List<string?>> Versions => _versions;

    public IEnumerable<string> Published => _versions.Where(v => v.Value[^1] is not null).Select(v => v.Key);

    public string? TitleOf(string localId) => _versions.TryGetValue(localId, out List<string?>? versions) ? versions[^1] : null;

    /// <summary>False when that is what is there already.</summary>
    public bool Write(string localId, string? title)
    {
        if (!_versions.TryGetValue(localId, out List<string?>? versions)) _versions.Add(localId, versions = []);
        if (versions.Count > 0 && versions[^1] == title) return false;
        versions.Add(title);
        return true;
    }

    /// <summary>Applies a file whose rows are taken each for itself.</summary>
    public Totals Merge(IReadOnlyList<Row> rows)
    {
        int accepted = 0, unchanged = 0, rejected = 0, held = 0;
        foreach (IGrouping<string, Row> entry in rows.GroupBy(r => r.LocalId))
        {
            Row row = entry.First();
            int copies = entry.Count() - 1;
            bool contradicts = entry.Distinct().Count() > 1;
            if (contradicts || row.State == RowState.Bad) rejected += copies + 1;
            else if (row.State == RowState.Held) held++;
            else if (Write(row.LocalId, row.Title)) (accepted, unchanged) = (accepted + 1, unchanged + copies);
            else unchanged += copies + 1;
        }

        return new Totals(accepted, unchanged, held, rejected, 0);
    }

    /// <summary>Applies a file all of whose rows are taken, or none: then the good ones are held.</summary>
    public Totals AllOrNothing(IReadOnlyList<Row> rows)
    {
        if (rows.All(r => r.State == RowState.Good)) return Merge(rows);
        int rejected = rows.Count(r => r.State == RowState.Bad);
        return new Totals(0, 0, rows.Count - rejected, rejected, 0);
    }

    /// <summary>Applies a file that says which entries there are; rejected rows protect theirs.</summary>
    public Totals Replace(IReadOnlyList<Row> rows)
    {
        string[] going = [.. Published.Except(rows.Select(r => r.LocalId))];
        Totals merged = Merge(rows);
        foreach (string id in going) Write(id, null);
        return merged with { Withdrawn = going.Length };
    }
}
