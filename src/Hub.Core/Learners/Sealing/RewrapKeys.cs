using System.Text;
using Hub.Organisations;
using Hub.Ports;
using Hub.Records;

namespace Hub.Learners.Sealing;

/// <summary>
/// Wraps every key of learners and submissions anew by the key that wraps now. Each row is replaced as it was read, some in a commit:
/// dying anywhere leaves some wrapped by the one key and some by the other, and both open them.
/// </summary>
public sealed class RewrapKeys(ITables tables, IKeyRing ring)
{
    /// <summary>Goes on until it has seen no other key; gives how many it wrapped.</summary>
    public async Task<long> HandleAsync(CancellationToken cancel)
    {
        string current = (await ring.CurrentAsync(cancel)).KeyId;
        for (long all = 0; ;)
        {
            long wrapped = await PassAsync(current, cancel);
            if (wrapped == 0) return all;
            all += wrapped;
        }
    }

    async Task<long> PassAsync(string current, CancellationToken cancel)
    {
        using var wrapping = new KeyWrapping(ring);
        long wrapped = 0;
        for (int index = 0; index < RecordKeys.PartitionCount; index++)
            wrapped += await RewrapAsync(KeyTables.Learners, RecordKeys.Partition(index), LearnerRow.Prefix, row => LearnerAsync(row, current, wrapping, cancel), cancel);
        await foreach (OrganisationId organisation in RegisteredOrganisations.AllAsync(tables, cancel))
            wrapped += await RewrapAsync(KeyTables.Submissions, organisation.Value, "", row => SubmissionAsync(organisation, row, current, wrapping, cancel), cancel);
        return wrapped;
    }

    /// <summary>Rows that somebody else changes meanwhile stay as they are: the next pass sees them.</summary>
    async Task<long> RewrapAsync(string table, string partition, string prefix, Func<TableRow, Task<byte[]?>> rewrap, CancellationToken cancel)
    {
        long wrapped = 0;
        for (string from = prefix; ;)
        {
            IReadOnlyList<TableRow> rows = await tables.ScanAsync(table, partition, from, prefix.Length == 0 ? null : RowRange.EndOf(prefix), TableLimits.MaxRows, cancel);
            var changes = new List<RowChange>();
            foreach (TableRow row in rows)
                if (await rewrap(row) is { } body) changes.Add(RowChange.Replace(row.Row, body, row.ETag));
            if (changes.Count > 0) await tables.CommitAsync(table, partition, changes, cancel);
            wrapped += changes.Count;
            if (rows.Count < TableLimits.MaxRows) return wrapped;
            from = RowRange.After(rows[^1].Row);
        }
    }

    /// <summary>Null where nothing is to be done: of an erased learner there is no key.</summary>
    static async Task<byte[]?> LearnerAsync(TableRow row, string current, KeyWrapping wrapping, CancellationToken cancel)
    {
        LearnerRow learner = LearnerRow.Read(row.Body);
        if (learner.Key is not { } wrapped || KeyWrapping.KeyIdOf(wrapped) == current) return null;
        return (learner with { Key = await RewrapAsync(wrapped, row.Row[LearnerRow.Prefix.Length..], wrapping, cancel) }).ToBody();
    }

    static async Task<byte[]?> SubmissionAsync(OrganisationId organisation, TableRow row, string current, KeyWrapping wrapping, CancellationToken cancel)
    {
        string wrapped = Encoding.ASCII.GetString(row.Body.Span);
        return KeyWrapping.KeyIdOf(wrapped) == current ? null : Encoding.ASCII.GetBytes(await RewrapAsync(wrapped, SubmissionSecrets.PlaceOf(organisation, row.Row), wrapping, cancel));
    }

    static async Task<string> RewrapAsync(string wrapped, string place, KeyWrapping wrapping, CancellationToken cancel) =>
        await wrapping.WrapAsync(await wrapping.UnwrapAsync(wrapped, place, cancel), place, cancel);
}
