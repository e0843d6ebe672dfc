using System.Globalization;
using System.Text.Json;
using Hub.Audit;
using Hub.Ports;

namespace Hub.Learners.Access;

/// <summary>That somebody read a learner's data, or did something about the learner.</summary>
/// <param name="Actor">Id of the key or subject that did it; <c>learner~reference</c> for the learner, <c>share:id</c> for whoever opened a link.</param>
/// <param name="Action">What was done, as logs name it: <c>personal-data.read</c>, <c>learner-link.made</c> ...</param>
/// <param name="Body">Organisation that answers for it: of a reading the one whose records were read; <c>~hub</c> for the hub.</param>
/// <param name="Ground">Of a reading, on which ground.</param>
public sealed record LearnerAccess(DateTimeOffset At, string Actor, string Action, string Body, string? Ground);

/// <summary>
/// What the logs say about each learner, kept beside them: a log is by body and has millions of entries, a learner asks for a few. A row
/// is named by its fact, so that one which comes twice is one; it goes when the learner is erased, the log stays.
/// </summary>
public sealed class LearnerAccesses(ITables tables)
{
    public const string Table = "learneraccesses";

    internal async Task NoteAsync(IReadOnlyList<AuditFact> facts, CancellationToken cancel)
    {
        (string, string, ReadOnlyMemory<byte>)[] rows =
        [
            .. facts.Where(f => f.Action != AuditActions.LearnerErased && AuditObjects.LearnerOf(f.Object) is not null)
                .Select(f => (AuditObjects.LearnerOf(f.Object)!.Value.Value, RowOf(f), (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(new LearnerAccess(f.At, f.Actor, f.Action, f.Body, f.Ground), HubJson.Options))),
        ];
        if (rows.Length > 0) await tables.WriteManyAsync(Table, rows, cancel);
    }

    /// <summary>Rows rise with their names: the newest first.</summary>
    static string RowOf(AuditFact fact) => string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - fact.At.UtcTicks:d19}~{fact.Id}");

    /// <summary>Rows after a name, the newest first.</summary>
    internal async Task<IReadOnlyList<(string Row, LearnerAccess Access)>> ListAsync(LearnerReference reference, string after, int limit, CancellationToken cancel) =>
        [.. (await tables.ScanAsync(Table, reference.Value, after, null, limit, cancel)).Select(r => (r.Row, JsonSerializer.Deserialize<LearnerAccess>(r.Body.Span, HubJson.Options)!))];

    /// <summary>Takes away everything of a learner. Safe to repeat.</summary>
    internal async Task RemoveAllAsync(LearnerReference reference, CancellationToken cancel)
    {
        for (; ; )
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, reference.Value, " ", null, TableLimits.MaxRows, cancel);
            if (rows.Count == 0) return;
            await tables.CommitAsync(Table, reference.Value, [.. rows.Select(r => RowChange.Delete(r.Row, r.ETag))], cancel);
        }
    }
}
