using System.Buffers;
using System.Text;
using Hub.Esco;
using Hub.Organisations;
using Hub.Ports;
using Hub.Submissions.Columns;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;
using Hub.Submissions.Rounds;
using Hub.Work;

namespace Hub.Submissions;

/// <summary>Second step: finds the dialect, cuts the body into chunks, and sends each to be judged.</summary>
public sealed class SplitSubmissionHandler(IBlobs blobs, IQueue queue, RecordKinds kinds, SubmissionStore submissions, OrganisationRegister organisations, PrepareBody prepare, EscoReference esco, SplitCorrection corrections, EndSubmission end)
{
    public async Task HandleAsync(SubmissionWork work, CancellationToken cancel)
    {
        if (await submissions.FindAsync(work.Id, cancel) is not var (submission, _)) return;      // never recorded: the sender got no answer
        if (submission.BodyBlob != work.BodyBlob || submission.Round != work.Round) return;
        if (submission.IsEnded) await end.TellNextAsync(submission, cancel);
        if (submission.Status != SubmissionStatus.Received) return;

        if (submission.Round > 0)
        {
            await corrections.HandleAsync(submission, cancel);
            return;
        }

        Result<SubmissionPlan> plan = await PlanAsync(submission, cancel);
        if (plan.Problem is { } problem)
        {
            await end.RefuseAsync(submission, problem, cancel);
            return;
        }

        foreach (Chunk chunk in plan.Value.Chunks) await queue.SendAsync(Queues.Judge, (work with { Chunk = chunk.Index }).ToMessage(), TimeSpan.Zero, cancel);
        if (plan.Value.Chunks.Count == 0) await queue.SendAsync(Queues.Apply, work.ToMessage(), TimeSpan.Zero, cancel);
        await submissions.UpdateAsync(submission, s => s.Status == SubmissionStatus.Received ? s with { Status = SubmissionStatus.Judging, Chunks = plan.Value.Chunks.Count } : s, null, cancel);
    }

    async Task<Result<SubmissionPlan>> PlanAsync(Submission submission, CancellationToken cancel)
    {
        if (await SubmissionPlan.ReadAsync(blobs, submission.Id, cancel) is { } earlier) return earlier;

        IRecordKind kind = kinds.Get(submission.Kind);
        string? country = await organisations.CountryOfAsync(submission.Organisation.Value, cancel);
        Result<PreparedBody> prepared = await prepare.HandleAsync(() => OpenAsync(submission, cancel), kind, country, submission.MapName, submission.MediaType, submission.FileName, cancel);
        if (prepared.Problem is { } problem) return problem;

        Result<List<Chunk>> cut = await CutAsync(blobs, prepared.Value, () => OpenAsync(submission, cancel), SubmissionKeys.WorkingCopy(submission.Id), cancel);
        if (cut.Problem is { } broken) return broken;
        List<Chunk> chunks = cut.Value;

        ColumnMatch match = prepared.Value.Match;
        Finding[] ofFile = [.. FileFindings.OfChunks(chunks), .. match.Findings];
        (IReadOnlyList<PlannedColumn?> columns, IReadOnlyList<PlannedColumn> constants) = SubmissionPlan.Describe(match.Layout);
        var plan = new SubmissionPlan(prepared.Value.Plan, columns, constants, match.Map?.Name, country, LinesOf(ofFile), chunks, (await esco.SummaryAsync(cancel))?.Version);
        await plan.WriteAsync(blobs, submission.Id, cancel);
        SubmissionMetrics.Found(kind.Name, ofFile.Select(f => f.Code.Code));
        return plan;
    }

    /// <summary>Cuts a body, and makes the working copy that its format needs.</summary>
    internal static async Task<Result<List<Chunk>>> CutAsync(IBlobs blobs, PreparedBody prepared, Func<Task<Stream>> open, string workingCopy, CancellationToken cancel)
    {
        var chunks = new List<Chunk>();
        Problem? broken = null;
        if (prepared.Plan.NeedsWorkingCopy) await blobs.WriteAsync(workingCopy, BlobCondition.None, CutIntoAsync, cancel);
        else await CutIntoAsync(null, cancel);
        return broken is null ? chunks : broken;

        async Task CutIntoAsync(Stream? working, CancellationToken stop)
        {
            await using Stream body = await open();
            await foreach (Result<Chunk> chunk in prepared.SplitAsync(body, working, stop))
            {
                broken = chunk.Problem;
                if (broken is not null) return;
                chunks.Add(chunk.Value);
            }
        }
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
