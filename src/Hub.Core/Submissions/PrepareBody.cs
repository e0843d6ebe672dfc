using System.Runtime.CompilerServices;
using Hub.Submissions.Columns;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Submissions;

/// <summary>A body made ready to be judged: how it is read and what its columns mean.</summary>
/// <param name="MaxRows">Rows that are taken.</param>
public sealed record PreparedBody(ISubmissionFormat Format, FormatPlan Plan, ColumnMatch Match, long MaxRows)
{
    /// <summary>Its chunks, see <see cref="ISubmissionFormat.SplitAsync"/>; ends with a problem when there are more rows than are taken.</summary>
    public async IAsyncEnumerable<Result<Chunk>> SplitAsync(Stream body, Stream? working, [EnumeratorCancellation] CancellationToken cancel)
    {
        long rows = 0;
        await foreach (Result<Chunk> chunk in Format.SplitAsync(body, Plan, working, cancel))
        {
            if (chunk.Problem is null) rows += chunk.Value.Rows;
            if (rows > MaxRows)
            {
                yield return SubmissionProblems.TooManyRows(MaxRows);
                yield break;
            }

            yield return chunk;
        }
    }
}

/// <summary>The first look at a body, the same for the server and for <c>hub check</c>: format, dialect, columns.</summary>
public sealed class PrepareBody(IEnumerable<ISubmissionFormat> formats, ColumnSynonyms synonyms, IReadOnlyList<ColumnMap> maps, SubmissionLimits? limits = null)
{
    const int HeadBytes = 4096;

    readonly ISubmissionFormat[] _formats = [.. formats];
    readonly long _maxRows = (limits ?? new SubmissionLimits()).MaxRows;

    /// <param name="open">Opens the body from its beginning.</param>
    /// <param name="country">Country of the submitting organisation; chooses column maps.</param>
    public async Task<Result<PreparedBody>> HandleAsync(Func<Task<Stream>> open, IRecordKind kind, string? country, string? mapName, string? mediaType, string? fileName, CancellationToken cancel)
    {
        byte[] head = new byte[HeadBytes];
        int length;
        await using (Stream stream = await open()) length = await stream.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancel);
        if (length == 0) return SubmissionProblems.BodyEmpty();
        ISubmissionFormat? format = Array.Find(_formats, f => f.Recognises(head.AsSpan(0, length), mediaType, fileName));
        if (format is null) return SubmissionProblems.UnknownFormat();

        ColumnMap[] candidates = [.. maps.Where(m => mapName is null || m.Name == mapName)];
        if (mapName is not null && candidates.Length == 0) return SubmissionProblems.UnknownMap(mapName, maps.Select(m => m.Name));
        Result<ColumnMatch> Match(IReadOnlyList<string> header, int row) => ColumnMatcher.Match(header, kind, synonyms, candidates, country, headerRow: row);
        Result<FormatPlan> plan;
        await using (Stream stream = await open()) plan = await format.InspectAsync(stream, header => Match(header, 1).Problem is null, cancel);
        if (plan.Problem is { } unreadable) return unreadable;
        if (plan.Value.Kind is { } carried && carried != kind.Name) return SubmissionProblems.OtherKind(plan.Value.Format, carried, kind.Name);
        Result<ColumnMatch> match = Match(plan.Value.Header, plan.Value.HeaderRow);
        if (match.Problem is { } noColumns) return noColumns;
        Finding[] fatal = [.. match.Value.Findings.Where(f => f.Severity == Severity.Reject)];
        return fatal.Length > 0 ? SubmissionProblems.HeaderRefused(fatal) : new PreparedBody(format, plan.Value, match.Value with { Findings = [.. FileFindings.OfNotes(plan.Value.Notes), .. match.Value.Findings] }, _maxRows);
    }

    public ISubmissionFormat FormatOf(FormatPlan plan) => Array.Find(_formats, f => f.Name == plan.Format)
        ?? throw new InvalidOperationException($"Format '{plan.Format}' is not known to this version.");
}
