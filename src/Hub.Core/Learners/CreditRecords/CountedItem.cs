using Hub.Rules;

namespace Hub.Learners.CreditRecords;

/// <summary>Identity of a credit system: European ones are one system everywhere, national ones are their country's.</summary>
readonly record struct SystemKey(string System, string? Country);

/// <summary>An achievement or recognised outcome on the way to its standing.</summary>
sealed class CountedItem
{
    CountedItem(RecordedAchievement? achievement, RecognisedOutcome? recognition) => (Achievement, Recognition) = (achievement, recognition);

    public RecordedAchievement? Achievement { get; }

    public RecognisedOutcome? Recognition { get; }

    public string Id => Achievement?.Id ?? Recognition!.Id;

    public string? EntryId => Achievement is null ? Recognition!.EntryId : Achievement.EntryId;

    public DateOnly? Day => Achievement is null ? Recognition!.DecidedOn : Achievement.AwardedOn;

    public string? Country => Achievement is null ? Recognition!.Country : Achievement.Country;

    public string? SystemName => Achievement is null ? Recognition!.CreditSystem : Achievement.CreditSystem;

    public decimal Points => (Achievement is null ? Recognition!.CreditPoints : Achievement.CreditPoints) ?? 0;

    public bool HasCredits => SystemName is not null && Points > 0;

    public ItemStanding Standing { get; set; } = ItemStanding.Counted;

    public string? Because { get; set; }

    /// <summary>Law of its country and day.</summary>
    public Ruleset? Ruleset { get; set; }

    /// <summary>Null where the law does not know the unit.</summary>
    public CreditSystem? System { get; set; }

    public SystemKey Key => new(System!.Id, System.Uri is null ? Country : null);

    public bool IsCounted => Standing == ItemStanding.Counted;

    public static CountedItem Of(RecordedAchievement achievement) => new(achievement, null);

    public static CountedItem Of(RecognisedOutcome outcome) => new(null, outcome);

    public void Set(ItemStanding standing, string? because = null) => (Standing, Because) = (standing, because);

    public RecordItem ToItem() => new(Standing, Because, Achievement, Recognition);
}
