namespace Hub.Submissions.Judging;

/// <summary>Finds what goes round in circles among references.</summary>
static class Circles
{
    /// <summary>
    /// Every row on a circle, or between two, with the next one on it. Rows that lead nowhere, and rows that nothing leads to, are
    /// peeled off until none is left: linear in the number of references.
    /// </summary>
    public static IReadOnlyList<(int Row, int Next)> Find(IReadOnlyList<(int From, int To)> references)
    {
        HashSet<int> left = [.. references.Select(r => r.From), .. references.Select(r => r.To)];
        Peel(left, references.ToLookup(r => r.To, r => r.From), references.CountBy(r => r.From).ToDictionary());
        Peel(left, references.ToLookup(r => r.From, r => r.To), references.CountBy(r => r.To).ToDictionary());
        return left.Count == 0 ? [] : [.. references.Where(r => left.Contains(r.From) && left.Contains(r.To)).DistinctBy(r => r.From).OrderBy(r => r.From)];
    }

    /// <param name="neighbours">Rows whose count goes down when a row is taken off.</param>
    /// <param name="count">References that keep a row.</param>
    static void Peel(HashSet<int> left, ILookup<int, int> neighbours, Dictionary<int, int> count)
    {
        var free = new Queue<int>(left.Where(row => count.GetValueOrDefault(row) == 0));
        while (free.TryDequeue(out int row))
        {
            left.Remove(row);
            foreach (int neighbour in neighbours[row])
                if (--count[neighbour] == 0) free.Enqueue(neighbour);
        }
    }
}
