namespace Hub.Design;

/// <summary>
/// Shares steps out by weight so that the parts add up exactly: each part gets the whole steps of its exact share, and the steps
/// that are left go one each to the largest remainders. Of equal remainders the part named first comes first. So a heavier part
/// never gets less than a lighter one, and nobody is a whole step away from the exact share.
/// </summary>
static class LargestRemainder
{
    /// <param name="weights">Above 0, at most 15 digits; the measure does not matter.</param>
    /// <param name="least">Fewest steps of each part; all together no more than <paramref name="steps"/>. Parts whose share is smaller get these, and the others share the rest.</param>
    /// <returns>Steps of each part.</returns>
    public static long[] Share(long steps, IReadOnlyList<decimal> weights, IReadOnlyList<long> least)
    {
        Int128[] whole = Whole(weights);
        bool[] atLeast = new bool[whole.Length];
        (long left, Int128 weight) = Settle(steps, whole, least, atLeast);
        long[] shares = new long[whole.Length];
        var remainders = new List<(Int128 Remainder, int Part)>(whole.Length);
        long given = 0;
        for (int i = 0; i < whole.Length; i++)
        {
            if (atLeast[i])
            {
                shares[i] = least[i];
                continue;
            }

            (Int128 quotient, Int128 remainder) = Int128.DivRem(left * whole[i], weight);
            shares[i] = (long)quotient;
            given += shares[i];
            remainders.Add((remainder, i));
        }

        foreach ((_, int part) in remainders.OrderByDescending(r => r.Remainder).ThenBy(r => r.Part).Take((int)(left - given))) shares[part]++;
        return shares;
    }

    /// <summary>Finds the parts that get their least. What the others share shrinks by each, which may bring another one below its own.</summary>
    static (long Left, Int128 Weight) Settle(long steps, Int128[] whole, IReadOnlyList<long> least, bool[] atLeast)
    {
        for (; ; )
        {
            long left = steps;
            Int128 weight = 0;
            for (int i = 0; i < whole.Length; i++)
            {
                if (atLeast[i]) left -= least[i];
                else weight += whole[i];
            }

            bool changed = false;
            for (int i = 0; i < whole.Length; i++)
            {
                if (atLeast[i] || left * whole[i] >= least[i] * weight) continue;
                atLeast[i] = changed = true;
            }

            if (!changed) return (left, weight);
        }
    }

    /// <summary>Weights as whole numbers in the same proportion: nothing is rounded.</summary>
    static Int128[] Whole(IReadOnlyList<decimal> weights)
    {
        int places = weights.Max(DesignValues.PlacesOf);
        decimal factor = 1;
        for (int i = 0; i < places; i++) factor *= 10;
        return [.. weights.Select(w => (Int128)(w * factor))];
    }
}
