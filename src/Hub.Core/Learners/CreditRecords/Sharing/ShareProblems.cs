using System.Globalization;

namespace Hub.Learners.CreditRecords.Sharing;

/// <summary>Refusals about links to records. Codes are public contract.</summary>
public static class ShareProblems
{
    /// <summary>The same for a link that never was, one that has expired and one that was withdrawn: an address tells nothing of which.</summary>
    public static Problem NotFound() => new(ProblemKind.NotFound, "share.not-found", "There is no such link, or it does not work any more.", "Ask whoever gave it to you for a new one.");

    public static Problem NothingChosen() => new(ProblemKind.Invalid, "share.nothing-chosen", "A link shows what was chosen, and nothing was.", "Name one or more achievements of the learner.");

    public static Problem TooMany(int most) => new(ProblemKind.Invalid, "share.too-many-achievements", "A link shows too many achievements.", Text($"At most {most}."));

    public static Problem AchievementUnknown() => new(ProblemKind.Invalid, "share.achievement-unknown", "An achievement that was chosen is not one of the learner's that you see.", "Name ids that the record of the learner has.");

    public static Problem ExpiryInvalid(int mostDays) => new(ProblemKind.Invalid, "share.expiry-invalid", "A link has to end, and in the future.", Text($"Give expiresAt, at most {mostDays} days from now."));

    public static Problem TooManyLinks(int most) => new(ProblemKind.TooMany, "share.too-many-links", "Too many links to the record of this learner work at the same time.", Text($"At most {most}; withdraw one."));

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
