using System.Buffers;
using System.Text;
using Hub.Organisations;
using Hub.Ports;
using Hub.Submissions.Columns;
using Hub.Submissions.Judging;
using Hub.Work;

namespace Hub.Submissions;

/// <summary>Second step: finds the dialect, cuts the body into chunks, and sends each to be judged.</summary>
public sealed class SplitSubmissionHandler(IBlobs blobs, IQueue queue, RecordKinds kinds, SubmissionStore submissions, OrganisationRegister organisations, PrepareBody prepare, EndSubmission end)
{
    public async Task HandleAsync(SubmissionWork work, CancellationToken cancel)
    {
        if (await submissions.FindAsync(work.Id, cancel) is not var (submission, _)) return;      // never recorded: the sender got no answer
        if (submission.BodyBlob != work.BodyBlob) return;
        if (submission.IsEnded) await end.TellNextAsync(submission, cancel);
        if (submission.Status != SubmissionStatus.Received) return;

        Result<SubmissionPlan> plan = await PlanAsync(submission, cancel);
        if (plan.Problem is { } problem)
        {
            await end.RefuseAsync(submission, problem, cancel);
            return;
        }

        foreach (Chunk chunk in plan.Value.Chunks) await queue.SendAsync(Queues.Judge, (work with { Chunk = chunk.Index }).ToMessage(), TimeSpan.Zero, cancel);
        if (plan.Value.Chunks.Count == 0) await queue.SendAsync(Queues.Apply, work.ToMessage(), TimeSpan.Zero, cancel);
        await submissions.UpdateAsync(submission.Id, s => s.Status == SubmissionStatus.Received ? s with { Status = SubmissionStatus.Judging, Chunks = plan.Value.Chunks.Count } : s, null, cancel);
    }

    async Task<Result<SubmissionPlan>> PlanAsync(Submission submission, CancellationToken cancel)
    {
        if (await SubmissionPlan.ReadAsync(blobs, submission.Id, cancel) is { } earlier) return earlier;

        IRecordKind kind = kinds.Get(submission.Kind);
        string? country = await organisations.CountryOfAsync(submission.Organisation.Value, cancel);
        Result<PreparedBody> prepared = await prepare.HandleAsync(() => OpenAsync(submission, cancel), kind, country, submission.MapName, submission.MediaType, submission.FileName, cancel);
        if (prepared.Problem is { } problem) return problem;

        var chunks = new List<Chunk>();
        Problem? broken = null;
        if (prepared.Value.Plan.NeedsWorkingCopy)
            await blobs.WriteAsync(SubmissionKeys.WorkingCopy(submission.Id), BlobCondition.None, async (working, stop) => broken = await CutAsync(submission, prepared.Value, working, chunks, stop), cancel);
        else
            broken = await CutAsync(submission, prepared.Value, null, chunks, cancel);
        if (broken is not null) return broken;

        ColumnMatch match = prepared.Value.Match;
        (IReadOnlyList<PlannedColumn?> columns, IReadOnlyList<PlannedColumn> constants) = SubmissionPlan.Describe(match.Layout);
        var plan = new SubmissionPlan(prepared.Value.Plan, columns, constants, match.Map?.Name, country, LinesOf([.. FileFindings.OfChunks(chunks.Count), .. match.Findings]), chunks);
        await plan.WriteAsync(blobs, submission.Id, cancel);
        return plan;
    }

    async Task<Problem?> CutAsync(Submission submission, PreparedBody prepared, Stream? working, List<Chunk> chunks, CancellationToken cancel)
    {
        await using Stream body = await OpenAsync(submission, cancel);
        await foreach (Result<Chunk> chunk in prepared.Format.SplitAsync(body, prepared.Plan, working, cancel))
        {
            if (chunk.Problem is { } problem) return problem;
            chunks.Add(chunk.Value);
        }

        return null;
    }

    async Task<Stream> OpenAsync(Submission submission, CancellationToken cancel) =>
        await blobs.OpenReadAsync(submission.BodyBlob, 0, null, cancel) ?? throw new InvalidDataException($"The body of {submission.Id} is gone.");

    internal static IReadOnlyList<string> LinesOf(IEnumerable<Finding> findings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new FindingWriter(buffer);
        foreach (Finding finding in findings) writer.Write(finding);
        return Encoding.UTF8.GetString(buffer.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
