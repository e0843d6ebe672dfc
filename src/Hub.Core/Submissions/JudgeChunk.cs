using System.Globalization;
using System.Text;
using Hub.Organisations;
using Hub.Ports;
using Hub.Rules;
using Hub.Submissions.Judging;
using Hub.Work;

namespace Hub.Submissions;

/// <summary>Third step: judges one chunk. Its verdicts are create-only blobs, so a redelivered message finds them and judges nothing twice.</summary>
public sealed class JudgeChunkHandler(ITables tables, IBlobs blobs, IQueue queue, RecordKinds kinds, SubmissionStore submissions, OrganisationRegister organisations, PrepareBody prepare, IRulesets rulesets, Vocabularies vocabularies)
{
    public async Task HandleAsync(SubmissionWork work, CancellationToken cancel)
    {
        int number = work.Chunk ?? throw new InvalidDataException("The message names no chunk.");
        if (await submissions.FindAsync(work.Id, cancel) is not var (submission, _) || submission.BodyBlob != work.BodyBlob || submission.IsEnded) return;
        SubmissionPlan plan = await SubmissionPlan.ReadAsync(blobs, work.Id, cancel) ?? throw new InvalidDataException($"The plan of {work.Id} is gone.");

        string partition = SubmissionKeys.PartitionOf(work.Organisation), judged = SubmissionKeys.Judged(work.Number, number);
        if (await tables.FindAsync(SubmissionKeys.Table, partition, judged, cancel) is null)
        {
            int rows = await JudgeAsync(submission, plan, plan.Chunks[number], cancel);
            byte[] body = Encoding.ASCII.GetBytes(rows.ToString(CultureInfo.InvariantCulture));
            await tables.CommitAsync(SubmissionKeys.Table, partition, [RowChange.Upsert(judged, body)], cancel);
        }

        if (await SubmissionProgress.CountAsync(tables, partition, SubmissionKeys.JudgedPrefix(work.Number), cancel) == plan.Chunks.Count)
            await queue.SendAsync(Queues.Apply, (work with { Chunk = null }).ToMessage(), TimeSpan.Zero, cancel);
    }

    async Task<int> JudgeAsync(Submission submission, SubmissionPlan plan, Chunk chunk, CancellationToken cancel)
    {
        IRecordKind kind = kinds.Get(submission.Kind);
        ISubmissionFormat format = prepare.FormatOf(plan.Format);
        using PooledBytes bytes = await SubmissionBody.ReadChunkAsync(blobs, submission, plan, chunk, cancel);
        var countries = new KnownCountries();
        countries.Learn(submission.Organisation.Value, plan.Country);
        for (; ; )
        {
            // A new scope each time: what was remembered of the last one rests on countries that were not known yet.
            var scope = new JudgeScope(submission.Organisation, DateOnly.FromDateTime(submission.ReceivedAt.UtcDateTime), rulesets, vocabularies, countries.Of);
            using RecordsWriter? records = submission.Mode == SubmissionMode.Check ? null : new RecordsWriter(chunk.LengthBytes);
            using IRowReader reader = format.Read(bytes.Memory, plan.Format, chunk.FirstRow);
            ChunkIndex index = new ChunkJudge(kind, plan.LayoutFor(kind), scope).Judge(reader, records);
            if (countries.Asked is { Count: > 0 } asked)
            {
                foreach (string organisation in asked) countries.Learn(organisation, await organisations.CountryOfAsync(organisation, cancel));
                continue;
            }

            if (records is not null)
                await blobs.WriteAsync(SubmissionKeys.RecordsBlob(submission.Id, chunk.Index, index.Identity()), BlobCondition.Create, (stream, stop) => stream.WriteAsync(records.Written, stop).AsTask(), cancel);
            await blobs.WriteAsync(SubmissionKeys.IndexBlob(submission.Id, chunk.Index), BlobCondition.Create, (stream, _) => Task.Run(() => index.Write(stream), CancellationToken.None), cancel);
            return index.Rows.Count;
        }
    }
}
