namespace Hub.Design;

/// <summary>What names and numbers of a design must be like.</summary>
static class DesignValues
{
    const int MaxIdLength = 256;

    /// <summary>A decimal with this divisor loses its trailing zeros.</summary>
    const decimal One = 1.0000000000000000000000000000m;

    /// <summary>What is wrong with the first bad id; null when none is.</summary>
    public static Problem? CheckIds(IReadOnlyList<string?> ids)
    {
        var seen = new HashSet<string>(ids.Count, StringComparer.Ordinal);
        for (int i = 0; i < ids.Count; i++)
            if (ids[i] is not { Length: > 0 and <= MaxIdLength } id || id.Any(char.IsControl) || !seen.Add(id)) return DesignProblems.IdInvalid(i + 1);
        return null;
    }

    /// <summary>Whether a value that is there is in its bounds and has no more decimal places than that.</summary>
    public static bool Fits(decimal? value, decimal above, decimal most, int places) => value is not { } number || (number > above && number <= most && PlacesOf(number) <= places);

    /// <summary>As <see cref="Fits"/>, with 0 among the values.</summary>
    public static bool FitsFromZero(decimal? value, decimal most, int places) => value is 0 || Fits(value, 0, most, places);

    /// <summary>Decimal places without trailing zeros.</summary>
    public static int PlacesOf(decimal value) => Plain(value).Scale;

    /// <summary>The value in its one form, without trailing zeros.</summary>
    public static decimal Plain(decimal value) => value / One;
}
