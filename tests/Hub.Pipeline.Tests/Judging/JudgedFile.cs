using Hub.Formats.Csv;
using Hub.Pipeline.Tests.Support;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Pipeline.Tests.Judging;

/// <summary>A file judged chunk by chunk in memory, ready to be settled.</summary>
public sealed class JudgedFile(IRecordKind kind, ColumnLayout layout, IReadOnlyList<ChunkIndex> chunks)
{
    public IReadOnlyList<ChunkIndex> Chunks => chunks;

    public static async Task<JudgedFile> OfAsync(IRecordKind kind, string text, int chunkRows = 3)
    {
        byte[] bytes = Files.Utf8(text);
        var format = new CsvFormat(CsvLimits.Default with { ChunkRows = chunkRows });
        var prepare = new PrepareBody([format], ColumnSynonyms.LoadDefault(), []);
        PreparedBody body = (await prepare.HandleAsync(() => Task.FromResult<Stream>(new MemoryStream(bytes)), kind, "PT", null, "text/csv", null, TestHub.Cancel)).Value;
        var scope = new JudgeScope(TestHub.School, new DateOnly(2026, 3, 1), TestHub.Rulesets, TestHub.Vocabularies, _ => "PT");
        var chunks = new List<ChunkIndex>();
        await foreach (Result<Chunk> cut in format.SplitAsync(new MemoryStream(bytes), body.Plan, null, TestHub.Cancel))
        {
            Chunk chunk = cut.Value;
            using IRowReader reader = format.Read(bytes.AsMemory((int)chunk.Offset, chunk.LengthBytes), body.Plan, chunk.FirstRow);
            chunks.Add(new ChunkJudge(kind, body.Match.Layout, scope).Judge(reader, null));
        }

        return new JudgedFile(kind, body.Match.Layout, chunks);
    }

    public Task<Settlement> SettleAsync(IRegisterLookup? register = null, int keysPerPass = 1000) =>
        new Settler(() => chunks.ToAsyncEnumerable(), register, kind, layout).SettleAsync(chunks.Sum(c => c.Rows.Count), TestHub.Cancel, keysPerPass);

    /// <summary>What settling added, as <c>row disposition code detail</c>.</summary>
    public async Task<string[]> SettledAsync(IRegisterLookup? register = null) =>
        [.. (await SettleAsync(register)).Rows.Select(r => $"{r.Row} {r.Disposition} {r.Code} {r.Detail}".TrimEnd())];
}

/// <summary>A register that knows some ids, and remembers what it was asked.</summary>
public sealed class KnownIds(params string[] known) : IRegisterLookup
{
    public List<string> Asked { get; } = [];

    public Task<IReadOnlySet<string>> MissingAsync(ReferenceTarget target, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        Asked.AddRange(ids);
        return Task.FromResult<IReadOnlySet<string>>(ids.Except(known).ToHashSet());
    }

    /// <summary>What stored records name, whatever the column.</summary>
    public Dictionary<string, IReadOnlyList<string>> Named { get; init; } = [];

    public Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> NamedAsync(string column, IReadOnlyCollection<string> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<string>>>(ids.Where(Named.ContainsKey).ToDictionary(id => id, id => Named[id]));

    public IReadOnlySet<string> Withdrawn { get; init; } = new HashSet<string>();

    public Task<IReadOnlySet<string>> WithdrawnAsync(IReadOnlyCollection<string> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlySet<string>>(ids.Where(Withdrawn.Contains).ToHashSet());
}
