using Hub.Esco;
using Hub.Organisations;
using Hub.Rules;
using Hub.Submissions.Columns;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Submissions;

/// <param name="Country">Country whose law applies to every row; null: the European baseline.</param>
/// <param name="ReceivedOn">The day that counts as day of receipt.</param>
/// <param name="Skills">ESCO, to look links up in; null: nothing is said about them.</param>
/// <param name="Register">Null offline: then only file findings are made.</param>
/// <param name="Organisations">Null offline: then rules that rest on what the register says of organisations are not looked at.</param>
public sealed record CheckFileCommand(
    string Path, string Kind, OrganisationId Organisation, string? Country, DateOnly ReceivedOn, IRegisterLookup? Register = null, string? MapName = null,
    OrganisationRegister? Organisations = null, EscoSkills? Skills = null);

/// <param name="FindingsWritten">Findings as they stand in the findings file.</param>
public sealed record CheckFileResult(SubmissionTotals Totals, PreparedBody Body, IReadOnlyList<string> Rulesets, string VerdictSha256);

/// <summary>
/// Judges a local file without storing anything: the same steps as the server's, on all cores, and the same bytes of findings.
/// </summary>
public sealed class CheckFileHandler(RecordKinds kinds, PrepareBody prepare, IRulesets rulesets, Vocabularies vocabularies)
{
    /// <param name="findings">Takes the findings, one JSON line each, in order of rows.</param>
    /// <param name="openErrors">Opens the error file when there is a rejected row; null when none is wanted.</param>
    public async Task<Result<CheckFileResult>> HandleAsync(CheckFileCommand command, Stream findings, Func<Stream>? openErrors, CancellationToken cancel)
    {
        Result<IRecordKind> kind = kinds.Find(command.Kind);
        if (kind.Problem is { } unknownKind) return unknownKind;
        Result<PreparedBody> prepared = await prepare.HandleAsync(() => Task.FromResult<Stream>(Open(command.Path)), kind.Value, command.Country, command.MapName, null, System.IO.Path.GetFileName(command.Path), cancel);
        if (prepared.Problem is { } problem) return problem;

        PreparedBody body = prepared.Value;
        await using var working = new TemporaryCopy(command.Path, body.Plan.NeedsWorkingCopy);
        await using var spool = new FindingSpool();
        Result<List<(Chunk Chunk, ChunkIndex Index)>> judgement = await JudgeAsync(command, body, kind.Value, working, spool, cancel);
        if (judgement.Problem is { } broken) return broken;
        List<(Chunk Chunk, ChunkIndex Index)> judged = judgement.Value;
        body = body with { Match = body.Match with { Findings = [.. FileFindings.OfChunks([.. judged.Select(j => j.Chunk)]), .. body.Match.Findings] } };

        var settler = new Settler(() => judged.Select(j => j.Index).ToAsyncEnumerable(), command.Register, kind.Value, body.Match.Layout);
        Settlement settlement = await settler.SettleAsync(judged.Sum(j => (long)j.Index.Rows.Count), cancel);
        ILookup<int, SettledRow> settled = settlement.ByRow();
        using var tally = new VerdictTally();
        await WriteFindingsAsync(findings, body, judged, settled, spool, tally, cancel);
        if (openErrors is not null && tally.Rejected > 0) await WriteErrorsAsync(openErrors, body, judged, settled, working, spool, cancel);
        return new CheckFileResult(tally.ToTotals(SubmissionMode.Check, []), body, tally.Rulesets, tally.VerdictSha256());
    }

    internal static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 256 * 1024, FileOptions.SequentialScan | FileOptions.Asynchronous);

    /// <summary>Judges the file; once more where it asks for what the register says, until it asks for nothing.</summary>
    async Task<Result<List<(Chunk, ChunkIndex)>>> JudgeAsync(CheckFileCommand command, PreparedBody body, IRecordKind kind, TemporaryCopy working, FindingSpool spool, CancellationToken cancel)
    {
        var names = new KnownCountries();
        KnownStandings? standings = command.Organisations is null ? null : new KnownStandings();
        KnownEntries? entries = command.Organisations is null ? null : new KnownEntries();
        if (command.Organisations is { } register && rulesets.For(command.Country, command.ReceivedOn).HasRegisterChecks)
            standings!.Learn(command.Organisation.Value, await register.Standings.FindAsync(command.Organisation.Value, cancel));
        await using FileStream source = Open(working.SourcePath);
        IAsyncEnumerable<Result<Chunk>> chunks = body.SplitAsync(source, working.Destination, cancel);
        for (; ; )
        {
            var scope = new JudgeScope(command.Organisation, command.ReceivedOn, rulesets, vocabularies, Answer) { Register = standings, Entries = entries, Skills = command.Skills };
            Result<List<(Chunk Chunk, ChunkIndex Index)>> judged = await JudgeAsync(chunks, body, kind, scope, working, spool, cancel);
            if (judged.Problem is not null || command.Organisations is null || !await command.Organisations.AnswerAsync(names, standings!, entries!, cancel)) return judged;
            chunks = judged.Value.Select(j => Result.Of(j.Chunk)).ToAsyncEnumerable();
            spool.Clear();
        }

        string? Answer(string name) => OrganisationRegister.IsIdentifier(name) ? names.Of(name) : command.Country;
    }

    internal static async Task<Result<List<(Chunk, ChunkIndex)>>> JudgeAsync(PreparedBody body, IRecordKind kind, JudgeScope scope, TemporaryCopy working, FindingSpool spool, CancellationToken cancel)
    {
        await using FileStream source = Open(working.SourcePath);
        return await JudgeAsync(body.SplitAsync(source, working.Destination, cancel), body, kind, scope, working, spool, cancel);
    }

    static async Task<Result<List<(Chunk, ChunkIndex)>>> JudgeAsync(
        IAsyncEnumerable<Result<Chunk>> split, PreparedBody body, IRecordKind kind, JudgeScope scope, TemporaryCopy working, FindingSpool spool, CancellationToken cancel)
    {
        var judged = new List<(Chunk Chunk, ChunkIndex Index)>();
        Problem? broken = null;
        IAsyncEnumerable<Chunk> chunks = SoundAsync(split, problem => broken = problem);
        if (working.Destination is not null) chunks = (await chunks.ToListAsync(cancel)).ToAsyncEnumerable();   // the copy must be whole before it is read
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel };
        await Parallel.ForEachAsync(chunks, options, (chunk, _) =>
        {
            using PooledBytes bytes = working.Read(chunk);
            using IRowReader reader = body.Format.Read(bytes.Memory, body.Plan, chunk.FirstRow);
            ChunkIndex index = new ChunkJudge(kind, body.Match.Layout, scope).Judge(reader, null);
            ChunkIndex kept = spool.Keep(chunk.Index, index);
            lock (judged) judged.Add((chunk, kept));
            return ValueTask.CompletedTask;
        });
        if (broken is not null) return broken;
        judged.Sort(static (a, b) => a.Chunk.Index.CompareTo(b.Chunk.Index));
        return judged;
    }

    static async IAsyncEnumerable<Chunk> SoundAsync(IAsyncEnumerable<Result<Chunk>> chunks, Action<Problem> stop)
    {
        await foreach (Result<Chunk> chunk in chunks)
        {
            if (chunk.Problem is { } problem)
            {
                stop(problem);
                yield break;
            }

            yield return chunk.Value;
        }
    }

    static async Task WriteFindingsAsync(Stream findings, PreparedBody body, List<(Chunk Chunk, ChunkIndex Index)> judged, ILookup<int, SettledRow> settled, FindingSpool spool, VerdictTally tally, CancellationToken cancel)
    {
        using var lines = new FindingLines(findings);
        foreach (string line in SplitSubmissionHandler.LinesOf(body.Match.Findings)) lines.Header(line);
        tally.AddHeader(body.Match.Findings.Count);
        foreach ((Chunk chunk, ChunkIndex index) in judged)
        {
            tally.Add(index, settled);
            await lines.WriteAsync(spool.Restore(chunk.Index, index), settled, cancel);
        }

        await lines.FlushAsync(cancel);
    }

    static async Task WriteErrorsAsync(Func<Stream> openErrors, PreparedBody body, List<(Chunk Chunk, ChunkIndex Index)> judged, ILookup<int, SettledRow> settled, TemporaryCopy working, FindingSpool spool, CancellationToken cancel)
    {
        await using Stream destination = openErrors();
        await using IErrorFileWriter errors = body.Format.StartErrorFile(destination, body.Plan);
        foreach ((Chunk chunk, ChunkIndex index) in judged)
        {
            using PooledBytes bytes = working.Read(chunk);
            await RejectedRows.WriteAsync(errors, bytes.Memory, spool.Restore(chunk.Index, index), settled, cancel);
        }
    }
}
