using System.Text.Json;
using Hub.Audit;
using Hub.Learners;
using Hub.Ports;
using Hub.Records;

namespace Hub.Agreements;

/// <summary>That a party signed a version of an agreement.</summary>
/// <param name="By">Organisation that says so: the party itself, or for the learner the institution that has the learner's signature.</param>
public sealed record AgreementSignature(string Signer, string By, int Version, DateTimeOffset At, string KeyId);

/// <summary>
/// Signatures that parties gave here, a row for each signer and version: of a learning agreement in the partition of its learner, so that
/// they go with it. A new version has none, and the earlier ones keep theirs.
/// </summary>
public sealed class AgreementSignatures(ITables tables, IQueue queue)
{
    public const string Table = "agreementsignatures";

    /// <summary>Stands where the learner's reference stands in rows of learning agreements.</summary>
    const string NoLearner = "m";

    /// <summary>Signatures of all versions.</summary>
    internal async Task<IReadOnlyList<AgreementSignature>> OfAsync(string id, LearnerReference? learner, CancellationToken cancel)
    {
        string prefix = PrefixOf(id, learner);
        var all = new List<AgreementSignature>();
        for (string from = prefix; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, PartitionOf(id, learner), from, RowRange.EndOf(prefix), TableLimits.MaxPage, cancel);
            all.AddRange(rows.Select(r => JsonSerializer.Deserialize<AgreementSignature>(r.Body.Span, HubJson.Options)!));
            if (rows.Count < TableLimits.MaxPage) return all;
            from = RowRange.After(rows[^1].Row);
        }
    }

    /// <summary>Notes a signature, and in the same commit that it was given. Signing again changes nothing but the moment.</summary>
    internal async Task AddAsync(string id, LearnerReference? learner, AgreementSignature signature, CancellationToken cancel)
    {
        string partition = PartitionOf(id, learner);
        var fact = new AuditFact(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{AuditActions.AgreementSigned}~{RecordKeys.RowOf(id)}~{signature.Signer}~{signature.Version}"), signature.By, signature.At, signature.KeyId,
            AuditActions.AgreementSigned, $"{AgreementKind.TableName}/{RecordKeys.RowOf(id)}", signature.Signer);
        await tables.CommitAsync(Table, partition, [RowChange.Upsert(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{PrefixOf(id, learner)}{signature.Signer}~{signature.Version:D8}"), JsonSerializer.SerializeToUtf8Bytes(signature, HubJson.Options)), fact.ToChange()], cancel);
        await queue.TellAuditAsync(Table, partition, cancel);
    }

    /// <summary>Takes away all that is noted about agreements of a learner.</summary>
    internal async Task RemoveAllAsync(LearnerReference learner, CancellationToken cancel)
    {
        string partition = RecordKeys.PartitionOf(learner.Value), prefix = learner.Value + "~";
        for (; ; )
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, partition, prefix, RowRange.EndOf(prefix), TableLimits.MaxRows, cancel);
            if (rows.Count == 0) return;
            await tables.CommitAsync(Table, partition, [.. rows.Select(r => RowChange.Delete(r.Row, r.ETag))], cancel);
        }
    }

    static string PartitionOf(string id, LearnerReference? learner) => RecordKeys.PartitionOf(learner?.Value ?? id);

    static string PrefixOf(string id, LearnerReference? learner) => $"{learner?.Value ?? NoLearner}~{RecordKeys.RowOf(id)}~";
}
