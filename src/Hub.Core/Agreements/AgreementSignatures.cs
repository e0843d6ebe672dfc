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
/// Signatures that parties gave here, a row for each signer: of a learning agreement in the partition of its learner, so that they go with
/// it. A signature is of one version; a new version has none.
/// </summary>
public sealed class AgreementSignatures(ITables tables, IQueue queue)
{
    public const string Table = "agreementsignatures";

    /// <summary>Stands where the learner's reference stands in rows of learning agreements.</summary>
    const string NoLearner = "m";

    /// <summary>Signatures of any version, by signer.</summary>
    internal async Task<IReadOnlyDictionary<string, AgreementSignature>> OfAsync(string id, LearnerReference? learner, CancellationToken cancel)
    {
        string prefix = PrefixOf(id, learner);
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, PartitionOf(id, learner), prefix, RowRange.EndOf(prefix), TableLimits.MaxPage, cancel);
        return rows.Select(r => JsonSerializer.Deserialize<AgreementSignature>(r.Body.Span, HubJson.Options)!).ToDictionary(s => s.Signer, StringComparer.Ordinal);
    }

    /// <summary>Notes a signature, and in the same commit that it was given. Signing again changes nothing but the moment.</summary>
    internal async Task AddAsync(string id, LearnerReference? learner, AgreementSignature signature, CancellationToken cancel)
    {
        string partition = PartitionOf(id, learner);
        var fact = new AuditFact(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{AuditActions.AgreementSigned}~{RecordKeys.RowOf(id)}~{signature.Signer}~{signature.Version}"), signature.By, signature.At, signature.KeyId,
            AuditActions.AgreementSigned, $"{AgreementKind.TableName}/{RecordKeys.RowOf(id)}", signature.Signer);
        await tables.CommitAsync(Table, partition, [RowChange.Upsert(PrefixOf(id, learner) + signature.Signer, JsonSerializer.SerializeToUtf8Bytes(signature, HubJson.Options)), fact.ToChange()], cancel);
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
