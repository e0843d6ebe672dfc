namespace Hub.Learners.CreditRecords.Sharing;

/// <summary>What of a record is shown to whom opens a link. Names are public contract.</summary>
public enum SharedPart
{
    /// <summary>Names and day of birth, as far as the hub has them. Identifiers are never shared.</summary>
    Person,

    Grades,

    Outcomes,

    /// <summary>Sums by credit system of what is shown.</summary>
    Credits,
}

/// <summary>A link under which somebody may look at chosen parts of a learner's record until a day.</summary>
/// <param name="Id">Names the link to withdraw it, 16 hexadecimal digits; opens nothing.</param>
/// <param name="TokenSha256">Of the token in the address, lower-case hexadecimal; the token itself is kept nowhere.</param>
/// <param name="Achievements">Public ids of what is shown; nothing else is.</param>
/// <param name="CreatedBy">Who made it, as the log names it.</param>
/// <param name="Organisation">Organisation that made it, and sent what it shows; null: the learner did.</param>
public sealed record RecordShare(
    string Id, string TokenSha256, IReadOnlyList<string> Achievements, IReadOnlyList<SharedPart> Parts, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string CreatedBy, string? Organisation, DateTimeOffset? WithdrawnAt = null)
{
    public bool IsOpen(DateTimeOffset now) => WithdrawnAt is null && now < ExpiresAt;
}

/// <summary>That a link was opened, for the learner to see. Who opened it is not known, and no address is kept.</summary>
/// <param name="Share">Id of the link.</param>
public sealed record ShareOpening(string Share, DateTimeOffset At);
