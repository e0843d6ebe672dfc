namespace Hub.Releases.Gone;

/// <summary>
/// How long the whole of a release stays published. Signatures, manifests, descriptions and deltas stay for ever, so the chain from any
/// release that is kept to the newest can be checked. A release is kept while either of the two keeps it.
/// </summary>
/// <param name="Newest">How many of the newest are kept whole; 0: all, unless days are given. Less than 2 is taken as 2, as the newest is checked against the one before.</param>
/// <param name="Days">For how many days after it was cut one is kept whole; 0: not by its age.</param>
public sealed record ReleaseKeeping(int Newest = 0, int Days = 0)
{
    public bool KeepsAll => Newest == 0 && Days == 0;

    /// <param name="place">Among all releases, 0 for the newest.</param>
    public bool Keeps(int place, DateTimeOffset createdAt, DateTimeOffset now) => KeepsAll || place < Math.Max(2, Newest) || (Days > 0 && now - createdAt < TimeSpan.FromDays(Days));

    /// <summary>Whether a file goes when its release is no longer kept whole: what was made from the full datasets, and they themselves.</summary>
    public static bool Goes(ReleaseFile file) => file.Name != ReleasePaths.DeltaName && (file.Uncompressed is not null || file.Name == ReleasePaths.LoqOmittedName);
}
