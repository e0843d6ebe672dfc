using Hub.Esco;

namespace Hub.Catalogue.Outcomes;

/// <summary>The learning outcomes of an entry, one by one, with links to ESCO resolved.</summary>
/// <param name="Esco">Version of the ESCO set the links were looked up in; left out where the hub has loaded none.</param>
/// <param name="LearningOutcomes">In the order of the entry.</param>
/// <param name="Skills">Skills the entry links to as a whole (escoSkills).</param>
public sealed record OutcomeView(string Id, int Version, string? Esco, IReadOnlyList<OutcomeItem> LearningOutcomes, IReadOnlyList<SkillLink> Skills);

/// <param name="Text">The outcome by language; where a language has fewer outcomes than another, its last ones are not there.</param>
/// <param name="Type">knowledge, skill or responsibility.</param>
/// <param name="TypeUri">The type in the European Learning Model, which has knowledge and skill.</param>
public sealed record OutcomeItem(IReadOnlyDictionary<string, string> Text, string? Type, string? TypeUri, SkillLink? Skill);

/// <param name="Labels">Preferred labels by language.</param>
/// <param name="ReplacedBy">URIs ESCO names in place of an obsolete skill.</param>
public sealed record SkillLink(string Uri, SkillLinkStatus Status, IReadOnlyDictionary<string, string>? Labels, string? SkillType, string? ReuseLevel, IReadOnlyList<string>? ReplacedBy)
{
    public static SkillLink Of(string uri, EscoSkill? skill, bool hasEsco) => skill is null
        ? new SkillLink(uri, hasEsco ? SkillLinkStatus.Unknown : SkillLinkStatus.NotChecked, null, null, null, null)
        : new SkillLink(uri, skill.Status == EscoStatus.Obsolete ? SkillLinkStatus.Obsolete : SkillLinkStatus.Released, skill.Labels, skill.Type, skill.ReuseLevel, skill.ReplacedBy);
}

/// <summary>What ESCO says of a link. Names are public contract.</summary>
public enum SkillLinkStatus
{
    Released,
    Obsolete,

    /// <summary>ESCO has no such skill.</summary>
    Unknown,

    /// <summary>The hub has loaded no ESCO set.</summary>
    NotChecked,
}
