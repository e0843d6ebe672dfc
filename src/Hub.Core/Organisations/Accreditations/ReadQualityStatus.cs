using Hub.Records;
using Hub.Rules;

namespace Hub.Organisations.Accreditations;

/// <param name="On">The day that is asked about.</param>
/// <param name="Field">ISCED-F code of two to four digits; null: it is not asked.</param>
/// <param name="Level">EQF level 1 to 8; null: it is not asked.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null: the organisation's own.</param>
/// <param name="Entry">Public id of an entry the accreditation has to cover; null: the organisation as such is meant.</param>
public sealed record ReadQualityStatusQuery(string Organisation, DateOnly On, string? Field, string? Level, string? Country, string? Type, string? Entry);

/// <summary>Whether quality assurance covers what was asked. Names are public contract.</summary>
public enum QualityStatus
{
    NotCovered,

    /// <summary>Only single programmes are covered, those that the accreditations name.</summary>
    ProgrammesOnly,

    Covered,
}

/// <summary>An accreditation held against the question.</summary>
/// <param name="OfParent">Whether it is that of an organisation above.</param>
/// <param name="Covers">Whether it covers what was asked.</param>
/// <param name="Limits">What keeps it from covering that; empty when it does.</param>
public sealed record JudgedAccreditation(AccreditationScope Scope, bool OfParent, bool Covers, IReadOnlyList<string> Limits);

public sealed record QualityStatusResult(QualityStatus Status, IReadOnlyList<JudgedAccreditation> Accreditations);

/// <summary>The state of quality assurance of an organisation on a day: covered or not, and by what. The same comparison that rulesets make.</summary>
public sealed class ReadQualityStatusHandler(OrganisationRegister register, RecordTable records)
{
    public async Task<Result<QualityStatusResult>> HandleAsync(ReadQualityStatusQuery query, CancellationToken cancel)
    {
        if (await register.Standings.FindAsync(query.Organisation, cancel) is not { } standing) return AccreditationProblems.NoOrganisation();
        if (query.Entry is not null && await records.FindAsync(Catalogue.CatalogueKind.TableName, query.Entry, cancel) is not { Stamp.Visibility: Visibility.Public }) return AccreditationProblems.NoEntry();
        var question = new ScopeQuestion(query.On)
        {
            Types = query.Type is null ? [] : [query.Type],
            Fields = query.Field is null ? null : [query.Field],
            Level = query.Level,
            Country = query.Country ?? standing.Country,
            Entries = query.Entry is null ? null : [query.Entry],
        };
        JudgedAccreditation[] judged =
            [.. standing.Accreditations.Select(a => Judge(a, false, question)).Concat(standing.OfParents.Where(a => AccreditationTypes.IsOfInstitution(a.Type)).Select(a => Judge(a, true, question))).OrderBy(j => j.Scope.Id, StringComparer.Ordinal)];
        QualityStatus status = judged.Any(j => j.Covers) ? QualityStatus.Covered : judged.Any(j => j.Limits is ["programme"]) && query.Entry is null ? QualityStatus.ProgrammesOnly : QualityStatus.NotCovered;
        return new QualityStatusResult(status, judged);
    }

    static JudgedAccreditation Judge(AccreditationScope scope, bool ofParent, ScopeQuestion question)
    {
        ScopeLimits limits = scope.LimitsFor(question, ofParent);
        return new JudgedAccreditation(scope, ofParent, limits == ScopeLimits.None, [.. Enum.GetValues<ScopeLimits>().Where(l => l != ScopeLimits.None && limits.HasFlag(l)).Select(l => l.ToString().ToLowerInvariant())]);
    }
}

public static class AccreditationProblems
{
    public static Problem NotFound() => new(ProblemKind.NotFound, "accreditation.not-found", "There is no such accreditation in the register.", "It may be withdrawn.");

    public static Problem NoOrganisation() => new(ProblemKind.NotFound, "organisation.not-found", "There is no such organisation in the register.");

    public static Problem NoEntry() => new(ProblemKind.NotFound, "entry.not-found", "There is no such entry in the catalogue.", "It may be a draft or withdrawn.");

    public static Problem FilterInvalid(string name, string allowed) => new(ProblemKind.Invalid, "accreditation.filter-invalid", "A parameter of the question can not be used.", $"{name} is {allowed}.");
}
