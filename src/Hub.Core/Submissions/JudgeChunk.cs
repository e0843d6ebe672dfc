using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hub.Esco;
using Hub.Organisations;
using Hub.Ports;
using Hub.Records;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;
using Hub.Submissions.Rounds;
using Hub.Work;

namespace Hub.Submissions;

/// <summary>Third step: judges one chunk. Its verdicts are create-only blobs, so a redelivered message finds them and judges nothing twice.</summary>
public sealed class JudgeChunkHandler(ITables tables, IBlobs blobs, IQueue queue, RecordWriter writer, RecordKinds kinds, SubmissionStore submissions, OrganisationRegister organisations, PrepareBody prepare, EscoReference esco, RulesInForce rules, Vocabularies vocabularies)
{
    public async Task HandleAsync(SubmissionWork work, CancellationToken cancel)
    {
        int number = work.Chunk ?? throw new InvalidDataException("The message names no chunk.");
        if (await submissions.FindAsync(work.Id, cancel) is not var (submission, _) || submission.BodyBlob != work.BodyBlob || submission.Round != work.Round || submission.IsEnded) return;
        SubmissionPlan plan = await SubmissionPlan.ReadAsync(blobs, work.Id, cancel) ?? throw new InvalidDataException($"The plan of {work.Id} is gone.");

        string partition = SubmissionKeys.PartitionOf(work.Organisation), judged = SubmissionKeys.Judged(work.Number, number, work.Round);
        JudgedChunks chunks = await JudgedChunks.FindAsync(blobs, submission, plan, work.Round, cancel) ?? throw new InvalidDataException($"The plan of round {work.Round} of {work.Id} is gone.");
        if (await tables.FindAsync(SubmissionKeys.Table, partition, judged, cancel) is null)
        {
            int rows = await JudgeAsync(submission, chunks, plan.Chunks[number], cancel);
            byte[] body = Encoding.ASCII.GetBytes(rows.ToString(CultureInfo.InvariantCulture));
            await tables.CommitAsync(SubmissionKeys.Table, partition, [RowChange.Upsert(judged, body)], cancel);
        }

        if (await SubmissionProgress.CountAsync(tables, partition, SubmissionKeys.JudgedPrefix(work.Number, work.Round), cancel) == chunks.Changes.Sources.Count(source => source == work.Round))
            await queue.SendAsync(Queues.Apply, (work with { Chunk = null }).ToMessage(), TimeSpan.Zero, cancel);
    }

    async Task<int> JudgeAsync(Submission submission, JudgedChunks chunks, Chunk chunk, CancellationToken cancel)
    {
        long began = Stopwatch.GetTimestamp();
        IRecordKind kind = kinds.Get(submission.Kind);
        SubmissionPlan plan = chunks.Plan;
        ISubmissionFormat format = prepare.FormatOf(plan.Format);
        using PooledBytes bytes = await chunks.BodyAsync(chunk, cancel);
        IRulesets rulesets = await rules.AsOfAsync(submission.ReceivedAt, cancel);
        var countries = new KnownCountries();
        countries.Learn(submission.Organisation.Value, plan.Country);
        var standings = new KnownStandings();
        var entries = new KnownEntries();
        EscoSkills? skills = await esco.OfVersionAsync(plan.Esco, cancel);
        DateOnly receivedOn = DateOnly.FromDateTime(submission.ReceivedAt.UtcDateTime);
        // The law says that most rows will ask for it: better looked up before than all of them judged twice.
        if (rulesets.For(plan.Country, receivedOn).HasRegisterChecks) standings.Learn(submission.Organisation.Value, await organisations.Standings.FindAsync(submission.Organisation.Value, cancel));
        for (; ; )
        {
            // A new scope each time: what was remembered of the last one rests on countries that were not known yet.
            var scope = new JudgeScope(submission.Organisation, receivedOn, rulesets, vocabularies, countries.Of) { Register = standings, Entries = entries, Skills = skills };
            using RecordsWriter? records = KeepsRecords(submission, kind) ? new RecordsWriter(bytes.Memory.Length) : null;
            using IRowReader reader = format.Read(bytes.Memory, plan.Format, chunk.FirstRow);
            ChunkIndex judged = new ChunkJudge(kind, plan.LayoutFor(kind), scope).Judge(reader, records), index = judged;
            if (await organisations.AnswerAsync(countries, standings, entries, cancel)) continue;
            if (await chunks.BaseAsync(cancel) is { } before) index = (await EarlierRounds.ReadAsync(before, submission.Applied, cancel)).Keep(await before.IndexAsync(chunk, cancel), index);
            index = index with { Countries = countries.Known.Where(c => c.Key != submission.Organisation.Value).ToDictionary() };
            if (records is not null)
                await blobs.WriteAsync(SubmissionKeys.RecordsBlob(submission.Id, chunk.Index, index.Identity(), chunks.Round), BlobCondition.Create, (stream, stop) => stream.WriteAsync(records.Written, stop).AsTask(), cancel);
            await blobs.WriteAsync(SubmissionKeys.IndexBlob(submission.Id, chunk.Index, chunks.Round), BlobCondition.Create, (stream, _) => Task.Run(() => index.Write(stream), CancellationToken.None), cancel);
            SubmissionMetrics.Judged(kind.Name, judged, began);
            return index.Rows.Count;
        }
    }

    /// <summary>Rows that are looked at once more are kept for it, also where nothing will be written.</summary>
    bool KeepsRecords(Submission submission, IRecordKind kind) => submission.Mode != SubmissionMode.Check || writer.Checks(kind);
}
