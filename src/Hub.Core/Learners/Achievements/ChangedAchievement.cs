namespace Hub.Learners.Achievements;

/// <summary>An achievement that was revoked, or corrected, since it was awarded.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Replaces">Public id of the achievement it stands in the place of; null: it is the same record with other content.</param>
public sealed record ChangedAchievement(string Id, int Version, string? Replaces)
{
    /// <summary>Whether the canonical JSON of a record may be of such a one. Quick, for bulk writes; wrong at most in saying yes.</summary>
    public static bool IsLikely(ReadOnlySpan<byte> json) => json.IndexOf("\"corrected\""u8) >= 0 || json.IndexOf("\"revoked\""u8) >= 0;
}
