namespace Hub.Rules;

/// <summary>
/// What a check made against the register asks for. A check is a name in a ruleset; what it asks for stands in one table, so that
/// another one of the same form is a line here and no code.
/// </summary>
/// <param name="AccreditationTypes">Short names of the vocabulary <c>accreditation-types</c>, one of which must cover the entry; empty: no accreditation is asked for.</param>
/// <param name="Sectors">Whether the awarding body has to work in one of the rule's sectors.</param>
public sealed record RegisterCheck(IReadOnlyList<string> AccreditationTypes, bool Sectors = false)
{
    static readonly Dictionary<QualityCheck, RegisterCheck> Table = new()
    {
        // That a body is registered at all is asked of every entry: see what is said of references to unknown organisations.
        [QualityCheck.AccreditationCovers] = new(["programme", "institutional", "programme-licence", "institutional-licence", "short-programmes", "study-programme-group"]),
        [QualityCheck.RightForStudyProgrammeGroup] = new(["study-programme-group"]),
        [QualityCheck.AwardingBodyOfSector] = new([], Sectors: true),
    };

    /// <summary>Null for checks that need no register.</summary>
    public static RegisterCheck? Of(QualityCheck check) => Table.GetValueOrDefault(check);
}
