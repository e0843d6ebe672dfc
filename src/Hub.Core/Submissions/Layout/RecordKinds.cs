using Hub.Agreements;
using Hub.Catalogue;
using Hub.Learners.Achievements;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Recognition.Requests.Files;

namespace Hub.Submissions.Layout;

/// <summary>The submission kinds this hub takes, by name.</summary>
public sealed class RecordKinds(IEnumerable<IRecordKind> kinds)
{
    /// <summary>All there are.</summary>
    public static RecordKinds Default { get; } = new([new CatalogueKind(), new OrganisationKind(), new AccreditationKind(), new AchievementKind(), new AgreementKind(), new FileRequestKind()]);

    readonly Dictionary<string, IRecordKind> _byName = kinds.ToDictionary(k => k.Name, StringComparer.Ordinal);

    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    /// <summary>Kinds whose records may be public, in order of their names: nothing about people.</summary>
    public IEnumerable<IRecordKind> Public => Names.Select(Get).Where(k => !k.IsOfLearners);

    /// <summary>Tables of the public kinds; each has an outbox the sequencer drains into the public feed.</summary>
    public IEnumerable<string> Tables => Public.Select(k => k.Table).Distinct().Order(StringComparer.Ordinal);

    public Result<IRecordKind> Find(string? name) =>
        name is not null && _byName.TryGetValue(name, out IRecordKind? kind) ? Result.Of(kind) : SubmissionProblems.UnknownKind(name, Names);

    public IRecordKind Get(string name) => _byName[name];
}
