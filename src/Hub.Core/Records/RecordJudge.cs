using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Esco;
using Hub.Organisations;
using Hub.Ports;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Submissions;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Records;

/// <summary>A record as JSON, to be judged.</summary>
/// <param name="LocalId">Key that its address names; null when the record itself must.</param>
public sealed record JsonRecord(JsonElement Json, string? LocalId);

/// <param name="Id">Public id; null when the record does not say which it is.</param>
/// <param name="Write">Ready to be written when <paramref name="Disposition"/> is accepted; meaningless otherwise.</param>
public sealed record JudgedRecord(string? Id, Disposition Disposition, IReadOnlyList<Finding> Findings, RecordWrite Write);

/// <summary>
/// Judges records that come as JSON by the rules of a row in a file: the kind's own judgement, then duplicates and references
/// among them and to the register. The number of a record is its place among them, from 1.
/// </summary>
public sealed class RecordJudge(ITables tables, OrganisationRegister organisations, EscoReference esco, RulesInForce rules, Vocabularies vocabularies, TimeProvider clock)
{
    static readonly ColumnLayout CanonicalNames = new([], []);

    public async Task<IReadOnlyList<JudgedRecord>> JudgeAsync(IRecordKind kind, OrganisationId owner, IReadOnlyList<JsonRecord> records, CancellationToken cancel)
    {
        JsonRecordRow[] rows = [.. records.Select((r, i) => new JsonRecordRow(kind, r.Json, r.LocalId, i + 1))];
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        IRulesets rulesets = await rules.NowAsync(cancel);
        var countries = new KnownCountries();
        countries.Learn(owner.Value, await organisations.CountryOfAsync(owner.Value, cancel));
        var standings = new KnownStandings();
        var entries = new KnownEntries();
        EscoSkills? skills = await esco.CurrentAsync(cancel);
        for (; ; )
        {
            // A new scope each time: what was remembered of the last one rests on countries that were not known yet.
            var scope = new JudgeScope(owner, today, rulesets, vocabularies, countries.Of) { Register = standings, Entries = entries, Skills = skills };
            var judged = new JudgedRecords(kind);
            foreach (JsonRecordRow row in rows) judged.Add(row, scope);
            if (await organisations.AnswerAsync(countries, standings, entries, cancel)) continue;
            IReadOnlyList<JudgedRecord> settled = await SettleAsync(kind, judged, cancel);
            SubmissionMetrics.Judged(kind.Name, settled);
            return settled;
        }
    }

    async Task<IReadOnlyList<JudgedRecord>> SettleAsync(IRecordKind kind, JudgedRecords judged, CancellationToken cancel)
    {
        var settler = new Settler(() => new[] { judged.Index }.ToAsyncEnumerable(), new RegisterLookup(tables, kind.Table), kind, CanonicalNames);
        ILookup<int, SettledRow> settled = (await settler.SettleAsync(judged.Records.Count, cancel)).ByRow();
        return [.. judged.Records.Select((record, i) => settled[i + 1].Aggregate(record, Settle))];
    }

    static JudgedRecord Settle(JudgedRecord record, SettledRow settled) => record with
    {
        Disposition = settled.Disposition == Disposition.Accepted || record.Disposition == Disposition.Rejected ? record.Disposition : settled.Disposition,
        Findings = [.. record.Findings, settled.Finding],
    };

    /// <summary>Collects what judging gives, in the form settling takes.</summary>
    sealed class JudgedRecords(IRecordKind kind)
    {
        readonly List<JudgedRow> _rows = [];
        readonly List<JudgedReference> _references = [];
        readonly RowVerdict _verdict = new();

        public List<JudgedRecord> Records { get; } = [];

        public ChunkIndex Index => new(_rows, _references, ReadOnlyMemory<byte>.Empty, 0, []);

        public void Add(JsonRecordRow row, JudgeScope scope)
        {
            _verdict.Clear();
            foreach (Finding finding in row.Findings) _verdict.Add(finding);
            kind.Judge(row, row.Layout, scope, _verdict);
            if (row.SentId is { } sent && _verdict.Id is { } id && sent != id) _verdict.Add(new Finding(row.Number, "id", JsonFindings.OtherId, Severity.Reject));

            Disposition disposition = _verdict.Worst switch { Severity.Reject => Disposition.Rejected, Severity.Hold => Disposition.Held, _ => Disposition.Accepted };
            byte[] json = disposition == Disposition.Rejected ? [] : _verdict.Body.WrittenSpan.ToArray();
            ulong content = disposition == Disposition.Rejected ? 0 : MemoryMarshal.Read<ulong>(SHA256.HashData(json));
            _rows.Add(new JudgedRow(_verdict.Id is null ? 0 : RecordKeys.KeyOf(_verdict.Id), content, row.Number, 0, 0, 0, 0, disposition, _verdict.IsWithdrawn));
            if (disposition != Disposition.Rejected)
                foreach (RecordReference reference in _verdict.References)
                    _references.Add(new JudgedReference(row.Number, reference.Column, reference.Target, reference.Id, reference.Target == ReferenceTarget.Entry ? 0 : RecordKeys.KeyOf(reference.Id)));
            Records.Add(new JudgedRecord(_verdict.Id, disposition, [.. _verdict.Findings], RecordWrite.Of(_verdict.Id ?? "", json, _verdict.Visibility)));
        }
    }
}
