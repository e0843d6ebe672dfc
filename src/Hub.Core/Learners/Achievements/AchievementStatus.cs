namespace Hub.Learners.Achievements;

/// <summary>Short names of the vocabulary <c>achievement-statuses</c>. Public contract.</summary>
public static class AchievementStatus
{
    public const string Awarded = "awarded";

    /// <summary>Corrected: with <c>replaces</c> in the place of another record, without it the same record with other content.</summary>
    public const string Corrected = "corrected";

    public const string Revoked = "revoked";
}

/// <summary>Short names of the vocabulary <c>learning-settings</c>.</summary>
public static class LearningSetting
{
    public const string Formal = "formal";
    public const string NonFormal = "non-formal";
    public const string Informal = "informal";
}
