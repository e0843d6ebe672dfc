namespace Hub.Ports;

/// <summary>Bounds for scans over ASCII keys.</summary>
public static class RowRange
{
    /// <summary>First key after <paramref name="row"/>.</summary>
    /// <remarks>A space is the smallest character a key may hold.</remarks>
    public static string After(string row) => row + " ";

    /// <summary>Exclusive end of all keys that begin with <paramref name="prefix"/>: its last character, one higher.</summary>
    public static string EndOf(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);
}
