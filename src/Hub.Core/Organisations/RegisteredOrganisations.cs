using System.Runtime.CompilerServices;
using Hub.Ports;
using Hub.Records;

namespace Hub.Organisations;

/// <summary>All organisations of the register, in no particular order. Only they can have sent anything.</summary>
static class RegisteredOrganisations
{
    /// <summary>Rows of the scheme itself begin with <c>!</c>.</summary>
    const string FirstRecord = "\"";

    public static async IAsyncEnumerable<OrganisationId> AllAsync(ITables tables, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (int partition = 0; partition < RecordKeys.PartitionCount; partition++)
        {
            for (string from = FirstRecord; ;)
            {
                IReadOnlyList<TableRow> rows = await tables.ScanAsync(OrganisationRegister.Table, RecordKeys.Partition(partition), from, null, TableLimits.MaxPage, cancel);
                foreach (TableRow row in rows)
                    if (!RecordKeys.IsVersion(row.Row) && OrganisationId.TryParse(RecordKeys.IdOf(row.Row), out OrganisationId organisation)) yield return organisation;
                if (rows.Count < TableLimits.MaxPage) break;
                from = RowRange.After(rows[^1].Row);
            }
        }
    }
}
