using System.Text.Json.Serialization;

namespace Hub.Learners.CreditRecords.Forms;

/// <summary>A credit record as it leaves the hub.</summary>
/// <param name="GeneratedAt">UTC.</param>
/// <param name="Record">What was computed.</param>
/// <param name="Bodies">What the organisations in it are called, by id.</param>
/// <param name="Entries">Titles of the catalogue entries it names, by public id and language.</param>
public sealed record CreditRecordDocument(
    DateTimeOffset GeneratedAt, CreditRecord Record, IReadOnlyDictionary<string, BodyName> Bodies, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Entries)
{
    /// <summary>Who the learner is; null where the reader was not given it.</summary>
    public LearnerOnPaper? Learner { get; init; }

    /// <summary>Progress towards one award, where it was asked for.</summary>
    public AwardProgress? Progress { get; init; }

    /// <summary>What could come next; null where it is not shown.</summary>
    public Guidance? Guidance { get; init; }

    /// <summary>Last moment a shared record can be opened, UTC; null where it is the learner's own.</summary>
    public DateTimeOffset? SharedUntil { get; init; }

    /// <summary>Valid achievements, the latest first: what leaves the hub as awards of somebody.</summary>
    [JsonIgnore]
    public IEnumerable<RecordItem> ValidAchievements => Record.Items.Where(i => i is { IsValid: true, Achievement: not null });
}

/// <param name="LegalName">By language (ISO 639-1).</param>
/// <param name="Country">ISO 3166-1 alpha-2; null when it is not known.</param>
public sealed record BodyName(IReadOnlyDictionary<string, string> LegalName, string? Country = null, string? Homepage = null);

/// <summary>A learner as documents name one. Personal: it goes to the learner, and to whom the learner shows it.</summary>
/// <param name="BirthDate">yyyy-MM-dd.</param>
public sealed record LearnerOnPaper(IReadOnlyList<LearnerIdentifier> Identifiers, string? GivenNames = null, string? FamilyName = null, DateOnly? BirthDate = null);

public sealed record LearnerIdentifier(string Scheme, string Value);
