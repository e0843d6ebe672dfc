namespace Hub.Learners.CreditRecords;

/// <summary>What a learner has achieved and what was recognised, computed for a day; nothing of it is stored.</summary>
/// <param name="AsOf">The day it was computed for: what came later is left out of the sums.</param>
/// <param name="Items">Everything, the latest first; also what does not count, with the reason.</param>
/// <param name="Credits">By credit system. Systems are never added up.</param>
/// <param name="Rulesets">Versions (SHA-256) of the rulesets that were used, in order.</param>
/// <param name="Notes">What should be looked at by a person.</param>
public sealed record CreditRecord(DateOnly AsOf, IReadOnlyList<RecordItem> Items, IReadOnlyList<SystemCredits> Credits, IReadOnlyList<string> Rulesets, IReadOnlyList<RecordNote> Notes)
{
    /// <summary>Entries that count as done: achieved or recognised, valid on the day. Public ids.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlySet<string> DoneEntries { get; init; } = new HashSet<string>();
}

/// <summary>One line of the record: an achievement or a recognised outcome.</summary>
/// <param name="Standing">Whether and how it counts.</param>
/// <param name="Because">Id of the item the standing comes from: what it is part of, what replaced it; null where there is none.</param>
/// <param name="Achievement">Null for a recognised outcome.</param>
/// <param name="Recognition">Null for an achievement.</param>
public sealed record RecordItem(ItemStanding Standing, string? Because, RecordedAchievement? Achievement, RecognisedOutcome? Recognition)
{
    public string Id => Achievement?.Id ?? Recognition!.Id;

    /// <summary>Whether it is valid on the day, counted or not.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsValid => Standing is ItemStanding.Counted or ItemStanding.NoCredits or ItemStanding.InWhole or ItemStanding.SameEntry or ItemStanding.OtherUnit or ItemStanding.NotAtLevel or ItemStanding.CountedBySource;
}

/// <summary>How an item counts. Names are public contract.</summary>
public enum ItemStanding
{
    /// <summary>Its credits are in the sum of its system.</summary>
    Counted,

    /// <summary>Valid, and carries no credits.</summary>
    NoCredits,

    /// <summary>Its credits are those of the awarded whole it is part of.</summary>
    InWhole,

    /// <summary>The same entry was achieved more than once; it counts once.</summary>
    SameEntry,

    /// <summary>Recognised from achievements whose credits count in the same system already.</summary>
    CountedBySource,

    /// <summary>Its credits are in a unit for which no rule is known in its country on its day, such as one of an older system; shown as awarded, never added or converted.</summary>
    OtherUnit,

    /// <summary>The system has no credits at its level, so its amount is shown and not added.</summary>
    NotAtLevel,

    /// <summary>Awarded or decided after the day.</summary>
    NotYet,

    Revoked,

    /// <summary>Another achievement has taken its place.</summary>
    Replaced,

    Expired,

    /// <summary>A recognition that rests on a revoked achievement: the decision must be looked at again.</summary>
    InQuestion,
}

/// <summary>Credits of one system.</summary>
/// <param name="System">Id of the system as the ruleset has it, <c>ECTS</c>, <c>PONTO</c>.</param>
/// <param name="Country">Country of a national system; null for a European one.</param>
/// <param name="Names">By language.</param>
/// <param name="Credits">Sum; null where amounts of different qualifications can not be added, as ECVET points are relative to one qualification each.</param>
/// <param name="Recognised">As much of it as comes from recognition.</param>
/// <param name="Items">How many items it is made of.</param>
/// <param name="ByQualification">Amounts by the largest award they belong to; only where there is no sum over all.</param>
/// <param name="Workload">Hours behind the credits, by kind; empty where credits do not follow from hours.</param>
public sealed record SystemCredits(
    string System, string? Country, IReadOnlyDictionary<string, string> Names, decimal? Credits, decimal? Recognised, int Items, IReadOnlyList<QualificationCredits> ByQualification, IReadOnlyList<WorkloadRange> Workload);

/// <param name="EntryId">The largest award of the catalogue the units belong to, or the entry itself; null where no entry is known.</param>
public sealed record QualificationCredits(string? EntryId, decimal Credits, int Items);

/// <summary>Hours of one kind. Where an achievement says none, as many as its country's rules give one credit.</summary>
/// <param name="Kind">Short name of the vocabulary <c>hours-kinds</c>; kinds are never added up.</param>
public sealed record WorkloadRange(string Kind, decimal MinHours, decimal MaxHours);

/// <summary>Something a person should look at.</summary>
/// <param name="Code">Stable code <c>record.what-is-wrong</c>.</param>
/// <param name="Items">Ids of items or entries it is about.</param>
public sealed record RecordNote(string Code, string Message, IReadOnlyList<string> Items);
