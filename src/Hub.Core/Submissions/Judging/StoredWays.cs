using Hub.Records;

namespace Hub.Submissions.Judging;

/// <summary>
/// Where references to stored records lead, step by step, and whether they lead back into the file. Rows are positive numbers here
/// and stored records negative ones; a record that the file brings anew is its row, because that is what will count.
/// </summary>
sealed class StoredWays
{
    /// <summary>Steps followed: far beyond any award that stacks into another.</summary>
    const int MaxSteps = 16;

    readonly Dictionary<string, int> _nodes = new(StringComparer.Ordinal);
    readonly Dictionary<UInt128, string> _named = [];
    readonly List<(string From, string To)> _stored = [];
    readonly List<(int From, int To)> _ofRows = [];

    /// <summary>Whether no stored record leads on.</summary>
    public bool IsEmpty => _stored.Count == 0;

    public static async Task<StoredWays> FollowAsync(IRegisterLookup register, string column, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var ways = new StoredWays();
        var met = new HashSet<string>(ids, StringComparer.Ordinal);
        for (int step = 0; step < MaxSteps && ids.Count > 0; step++)
        {
            var next = new List<string>();
            foreach ((string id, IReadOnlyList<string> named) in await register.NamedAsync(column, ids, cancel))
                foreach (string other in named)
                {
                    ways._stored.Add((id, other));
                    if (met.Add(other)) next.Add(other);
                }

            ids = next;
        }

        if (!ways.IsEmpty)
            foreach (string id in met) ways._named[RecordKeys.KeyOf(id)] = id;
        return ways;
    }

    /// <summary>Notes a row of the file, should it be one of the records met on the way.</summary>
    public void Meet(UInt128 key, int row)
    {
        if (_named.TryGetValue(key, out string? id)) _nodes.TryAdd(id, row);
    }

    /// <summary>A reference of a row, to another row or to a stored record.</summary>
    public void Add(int row, int? toRow, string id) => _ofRows.Add((row, toRow ?? NodeOf(id)));

    public IEnumerable<int> RowsOnCircles()
    {
        // What a row of the file replaces no longer leads where it led.
        IEnumerable<(int From, int To)> stored = _stored.Select(w => (From: NodeOf(w.From), To: NodeOf(w.To))).Where(w => w.From < 0);
        return Circles.Find([.. _ofRows.Where(w => w.From != w.To), .. stored]).Select(c => c.Row).Where(row => row > 0);
    }

    int NodeOf(string id)
    {
        if (_nodes.TryGetValue(id, out int node)) return node;
        return _nodes[id] = -_nodes.Count - 1;
    }
}
