using System.Collections.Concurrent;
using Azure.Data.Tables;
using Hub.Ports;

namespace Hub.Storage.Azure.Tables;

/// <summary>Clients by the hub's names for tables. A table is made when it is first written to; reading one that is not there finds nothing.</summary>
sealed class TableNames(TableServiceClient account, string prefix)
{
    readonly ConcurrentDictionary<string, TableClient> clients = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, bool> made = new(StringComparer.Ordinal);

    public TableClient ToRead(string table)
    {
        TableLimits.CheckTable(table);
        return clients.GetOrAdd(table, name => account.GetTableClient(prefix + name));
    }

    public async Task<TableClient> ToWriteAsync(string table, CancellationToken cancel)
    {
        TableClient client = ToRead(table);
        if (made.ContainsKey(table)) return client;
        await client.CreateIfNotExistsAsync(cancel);
        made[table] = true;
        return client;
    }
}
