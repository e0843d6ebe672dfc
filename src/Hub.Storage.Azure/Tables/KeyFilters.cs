using Azure.Data.Tables;

namespace Hub.Storage.Azure.Tables;

/// <summary>
/// Filters for some rows of a partition. The service does not look an alternative up by itself but reads through the partition;
/// bounds around neighbouring keys keep that to the stretch they lie in, so that all filters of one call read a partition
/// once at most, and a dozen rows cost one request.
/// </summary>
static class KeyFilters
{
    /// <summary>With partition and bounds a filter has 15 comparisons, the most the service takes.</summary>
    const int MaxKeys = 12;

    /// <summary>Characters of keys in one filter; it travels in the address.</summary>
    const int MaxLength = 1500;

    /// <summary>The keys in order, each once, cut into groups of neighbours.</summary>
    public static IEnumerable<IReadOnlyList<string>> Groups(IEnumerable<string> keys)
    {
        var group = new List<string>(MaxKeys);
        int length = 0;
        foreach (string key in keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (group.Count > 0 && (group.Count == MaxKeys || length + key.Length > MaxLength))
            {
                yield return group;
                group = new List<string>(MaxKeys);
                length = 0;
            }

            group.Add(key);
            length += key.Length;
        }

        if (group.Count > 0) yield return group;
    }

    /// <param name="keys">In order.</param>
    public static string Of(string partition, IReadOnlyList<string> keys)
    {
        string range = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {keys[0]} and RowKey le {keys[^1]}");
        return $"{range} and ({string.Join(" or ", keys.Select(key => TableClient.CreateQueryFilter($"RowKey eq {key}")))})";
    }
}
