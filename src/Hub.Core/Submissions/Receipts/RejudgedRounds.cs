using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;
using Hub.Submissions.Rounds;

namespace Hub.Submissions.Receipts;

/// <summary>What a submission was when it was sent: everything but the file that judging it again needs.</summary>
/// <param name="FileName">As sent; with <paramref name="MediaType"/> it may tell the format.</param>
/// <param name="Country">Of the submitting organisation; chooses column maps.</param>
sealed record RejudgedSubmission(IRecordKind Kind, SubmissionMode Mode, JudgeScope Scope, string? Country, string? MapName, string? FileName, string? MediaType);

/// <summary>
/// Judges a submission again, round by round, from its file and its corrections, without a store and by the steps of the hub:
/// corrected rows go into the places of rejected ones, and rows that a round has written keep their verdict.
/// </summary>
sealed class RejudgedRounds : IAsyncDisposable
{
    readonly RejudgedSubmission _submission;
    readonly PrepareBody _prepare;
    readonly PreparedBody _body;
    readonly TemporaryCopy _file;
    readonly Dictionary<int, byte[]> _corrected = [];
    List<(Chunk Chunk, ChunkIndex Index)> _judged = [];
    Settlement _settlement = new([]);
    bool _applied;

    RejudgedRounds(RejudgedSubmission submission, PrepareBody prepare, PreparedBody body, string path) =>
        (_submission, _prepare, _body, _file) = (submission, prepare, body, new TemporaryCopy(path, body.Plan.NeedsWorkingCopy));

    /// <summary>Round 0: the file itself.</summary>
    public static async Task<Result<RejudgedRounds>> StartAsync(RejudgedSubmission submission, PrepareBody prepare, string path, CancellationToken cancel)
    {
        Result<PreparedBody> prepared = await PrepareAsync(submission, prepare, path, submission.FileName, submission.MediaType, cancel);
        if (prepared.Problem is { } unreadable) return unreadable;
        var rounds = new RejudgedRounds(submission, prepare, prepared.Value, path);
        await using var spool = new FindingSpool();
        Result<List<(Chunk, ChunkIndex)>> judged = await CheckFileHandler.JudgeAsync(prepared.Value, submission.Kind, submission.Scope, rounds._file, spool, cancel);
        if (judged.Problem is { } broken)
        {
            await rounds.DisposeAsync();
            return broken;
        }

        rounds._judged = judged.Value;
        await rounds.SettleAsync(EarlierRounds.None, [], cancel);
        return rounds;
    }

    /// <summary>One more round; the problem when the file can not be a correction of the submission.</summary>
    public async Task<Problem?> CorrectAsync(string path, CancellationToken cancel)
    {
        Result<PreparedBody> prepared = await PrepareAsync(_submission, _prepare, path, null, null, cancel);
        if (prepared.Problem is { } unreadable) return unreadable;
        Result<CorrectionColumns> columns = CorrectionColumns.Match(_body.Plan.Header, prepared.Value.Plan.Header, !prepared.Value.Format.HasFixedColumns);
        if (columns.Problem is { } other) return other;
        EarlierRounds earlier = await EarlierRounds.OfAsync(Indexes(), _settlement, _applied);
        var rows = new CorrectedRows(_body.Format, _body.Plan);
        if (await TakeAsync(prepared.Value, path, rows, columns.Value, earlier, cancel) is { } broken) return broken;
        for (int i = 0; i < _judged.Count; i++) _judged[i] = (_judged[i].Chunk, await JudgeAsync(_judged[i].Chunk, _judged[i].Index, rows, earlier, cancel));
        await SettleAsync(earlier, rows.Rows, cancel);
        return null;
    }

    /// <summary>See <see cref="VerdictTally"/>.</summary>
    public string VerdictSha256()
    {
        using var tally = new VerdictTally(_settlement.Stopped > 0);
        ILookup<int, SettledRow> settled = _settlement.ByRow();
        foreach ((_, ChunkIndex index) in _judged) tally.Add(index, settled);
        return tally.VerdictSha256();
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    static Task<Result<PreparedBody>> PrepareAsync(RejudgedSubmission submission, PrepareBody prepare, string path, string? fileName, string? mediaType, CancellationToken cancel) =>
        prepare.HandleAsync(() => Task.FromResult<Stream>(CheckFileHandler.Open(path)), submission.Kind, submission.Country, submission.MapName, mediaType, fileName ?? Path.GetFileName(path), cancel);

    static async Task<Problem?> TakeAsync(PreparedBody correction, string path, CorrectedRows rows, CorrectionColumns columns, EarlierRounds earlier, CancellationToken cancel)
    {
        await using var copy = new TemporaryCopy(path, correction.Plan.NeedsWorkingCopy);
        await using FileStream source = CheckFileHandler.Open(path);
        var chunks = new List<Chunk>();
        await foreach (Result<Chunk> chunk in correction.SplitAsync(source, copy.Destination, cancel))
        {
            if (chunk.Problem is { } broken) return broken;
            chunks.Add(chunk.Value);
        }

        foreach (Chunk chunk in chunks)
        {
            using PooledBytes bytes = copy.Read(chunk);
            using IRowReader reader = correction.Format.Read(bytes.Memory, correction.Plan, chunk.FirstRow);
            while (reader.Read()) rows.Take(reader, columns, earlier);
        }

        rows.DropAmbiguous();
        return null;
    }

    /// <summary>The chunk judged with its corrected rows in place; as it was when none is in it.</summary>
    async Task<ChunkIndex> JudgeAsync(Chunk chunk, ChunkIndex before, CorrectedRows rows, EarlierRounds earlier, CancellationToken cancel)
    {
        if (!before.Rows.Any(r => rows.Has(r.Row))) return before;
        using var corrected = new MemoryStream();
        using (PooledBytes? read = _corrected.ContainsKey(chunk.Index) ? null : _file.Read(chunk))
            await rows.WriteAsync(before, read?.Memory ?? _corrected[chunk.Index], corrected, cancel);
        byte[] bytes = _corrected[chunk.Index] = corrected.ToArray();
        using IRowReader reader = _body.Format.Read(bytes, _body.Plan, chunk.FirstRow);
        return earlier.Keep(before, new ChunkJudge(_submission.Kind, _body.Match.Layout, _submission.Scope).Judge(reader, null));
    }

    async Task SettleAsync(EarlierRounds earlier, IReadOnlyList<int> corrected, CancellationToken cancel)
    {
        var settler = new Settler(Indexes, null, _submission.Kind, _body.Match.Layout, earlier.IsFinal, earlier.Kept(corrected));
        _settlement = await settler.SettleAsync(_judged.Sum(j => (long)j.Index.Rows.Count), cancel);
        if (_submission.Mode == SubmissionMode.AllOrNothing) _settlement = _settlement with { Stopped = Stoppers() };
        _applied |= _submission.Mode != SubmissionMode.Check && _settlement.Stopped == 0;
    }

    long Stoppers()
    {
        using var tally = new VerdictTally();
        ILookup<int, SettledRow> settled = _settlement.ByRow();
        foreach ((_, ChunkIndex index) in _judged) tally.Add(index, settled);
        return tally.Rejected + tally.Held;
    }

    IAsyncEnumerable<ChunkIndex> Indexes() => _judged.Select(j => j.Index).ToAsyncEnumerable();
}
