using System.Buffers;
using Hub.Esco;
using Hub.Records;
using Hub.Rules;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;

namespace Hub.Submissions.Layout;

/// <summary>One kind of record a submission can carry: its columns, its table, and how one row of it is judged.</summary>
public interface IRecordKind
{
    /// <summary>The submission kind: <c>catalogue</c>, <c>organisations</c> ...</summary>
    string Name { get; }

    /// <summary>Table that holds the records.</summary>
    string Table { get; }

    /// <summary>Canonical columns in canonical order.</summary>
    IReadOnlyList<Column> Columns { get; }

    /// <summary>What every record says, whatever the law of its country asks for besides: of each group at least one column.</summary>
    IReadOnlyList<IReadOnlyList<Column>> Needed { get; }

    /// <summary>
    /// Judges one row by the file, the ruleset and the vocabularies: all findings of the row at once. Pure: no clock, no store,
    /// and safe to call from several threads with a verdict each.
    /// </summary>
    void Judge(IRow row, ColumnLayout layout, JudgeScope scope, RowVerdict verdict);

    /// <summary>The record with the status withdrawn, in canonical JSON; null when it is so already, or the kind has no such status.</summary>
    byte[]? Withdraw(StoredRecord record);

    /// <summary>Whether records of this kind belong to the organisation that sends them and can be withdrawn, so that a file can replace them all.</summary>
    bool CanReplace { get; }

    /// <summary>Whether its records are about people: then bodies and working files are ciphertext, records lie with their learners, and nothing of them is public.</summary>
    bool IsOfLearners => false;

    /// <summary>What to say of a reference in this column that leads nowhere.</summary>
    FindingCode UnknownReference(string column);
}

/// <summary>What a row is judged against. One instance serves all rows of a submission.</summary>
/// <param name="Organisation">The organisation the submission belongs to.</param>
/// <param name="ReceivedOn">Day of receipt, UTC.</param>
/// <param name="CountryOf">
/// Country whose law applies to an awarding body; null when it is not known, then the European baseline counts. What it says goes into
/// the receipt, so that judging can be repeated; hence identifiers are looked up here too, see <see cref="OrganisationOf"/>.
/// </param>
public sealed record JudgeScope(OrganisationId Organisation, DateOnly ReceivedOn, IRulesets Rulesets, Vocabularies Vocabularies, Func<string, string?> CountryOf)
{
    /// <summary>What the register says of organisations, for rules that rest on it; null offline: then only the file is judged.</summary>
    public KnownStandings? Register { get; init; }

    /// <summary>What the catalogue says of entries that rows name; null offline.</summary>
    public KnownEntries? Entries { get; init; }

    /// <summary>ESCO, to look links up in; null where none is at hand, then nothing is said about them.</summary>
    public EscoSkills? Skills { get; init; }

    /// <summary>Id of the one organisation that has this identifier, <c>SCHEME:value</c>; null when it is not known.</summary>
    public string? OrganisationOf(string identifier) => CountryOf(identifier);
}

public enum ReferenceTarget
{
    /// <summary>A record of the same table as the row's own (<c>partOf</c>, <c>derivedFrom</c>).</summary>
    Record,

    Organisation,

    /// <summary>An entry of the catalogue that records of another kind name.</summary>
    Entry,
}

/// <summary>Something the row points at; whether it exists is settled when the whole file has been judged.</summary>
/// <param name="Id">Public id: <c>org~localId</c> of a record, or the id of an organisation.</param>
public readonly record struct RecordReference(string Column, ReferenceTarget Target, string Id);

/// <summary>What judging one row found. Cleared and filled again for every row, so that a million rows make no rubbish.</summary>
public sealed class RowVerdict
{
    /// <summary>Public id of the record; null when the row does not even say which record it is.</summary>
    public string? Id { get; set; }

    /// <summary>Canonical JSON of the record, UTF-8. Meaningless when the row is rejected.</summary>
    public ArrayBufferWriter<byte> Body { get; } = new(1024);

    /// <summary>Whether the public may see the record: published ones only.</summary>
    public Visibility Visibility { get; set; }

    /// <summary>Whether the row says of its record that it is withdrawn.</summary>
    public bool IsWithdrawn { get; set; }

    public List<Finding> Findings { get; } = [];

    public List<RecordReference> References { get; } = [];

    /// <summary>Versions of the rulesets that were used on this row.</summary>
    public string? RulesetVersion { get; set; }

    public Severity? Worst { get; private set; }

    public void Add(Finding finding)
    {
        Findings.Add(finding);
        if (Worst is null || finding.Severity > Worst) Worst = finding.Severity;
    }

    public void Clear()
    {
        Id = null;
        Visibility = Visibility.Public;
        IsWithdrawn = false;
        RulesetVersion = null;
        Worst = null;
        Body.ResetWrittenCount();
        Findings.Clear();
        References.Clear();
    }
}
