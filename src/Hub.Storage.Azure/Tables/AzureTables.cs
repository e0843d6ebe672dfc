using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Hub.Ports;

namespace Hub.Storage.Azure.Tables;

/// <summary>
/// Rows in Azure Table storage. <see cref="TableLimits"/> is checked here too, because the emulator takes what the cloud refuses.
/// The client repeats a commit whose answer was lost: a conflict may then be with one's own commit, which a caller that looks
/// again, as all must, finds done.
/// </summary>
public sealed class AzureTables(TableServiceClient account, string prefix) : ITables
{
    /// <summary>Requests of one call at the same time; the client holds at most 50 connections for all calls.</summary>
    const int Parallelism = 8;

    readonly TableNames names = new(account, prefix);

    public async Task<TableRow?> FindAsync(string table, string partition, string row, CancellationToken cancel)
    {
        TableClient client = names.ToRead(table);
        TableLimits.CheckKey(partition);
        TableLimits.CheckKey(row);
        return await FindAsync(client, partition, row, cancel);
    }

    public async Task<IReadOnlyList<TableRow>> FindManyAsync(string table, string partition, IReadOnlyCollection<string> rows, CancellationToken cancel)
    {
        TableClient client = names.ToRead(table);
        TableLimits.CheckKey(partition);
        foreach (string row in rows) TableLimits.CheckKey(row);
        var found = new ConcurrentBag<TableRow>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancel };
        await Parallel.ForEachAsync(KeyFilters.Groups(rows), options, async (keys, stop) =>
        {
            if (keys.Count > 1)
                await foreach (TableRow row in QueryAsync(client, KeyFilters.Of(partition, keys), TableLimits.MaxPage, stop)) found.Add(row);
            else if (await FindAsync(client, partition, keys[0], stop) is { } row) found.Add(row);
        });
        return [.. found.OrderBy(row => row.Row, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<TableRow>> ScanAsync(string table, string partition, string from, string? to, int limit, CancellationToken cancel)
    {
        TableClient client = names.ToRead(table);
        TableLimits.CheckKey(partition);
        TableLimits.CheckPageSize(limit);
        // Never a plain interpolated string: it would not quote.
        string filter = to is null
            ? TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}");
        return await QueryAsync(client, filter, limit, cancel).Take(limit).ToListAsync(cancel);
    }

    public async Task<CommitOutcome> CommitAsync(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken cancel)
    {
        TableLimits.Check(table, partition, changes);
        cancel.ThrowIfCancellationRequested();
        TableTransactionAction[] actions = [.. changes.Select(change => ToAction(partition, change))];
        TableClient client = await names.ToWriteAsync(table, cancel);
        try
        {
            await client.SubmitTransactionAsync(actions, cancel);
            return CommitOutcome.Done;
        }
        catch (TableTransactionFailedException refused) when (IsConflict(refused) && refused.FailedTransactionActionIndex is { } index && index < changes.Count)
        {
            return new CommitOutcome(changes[index].Row);
        }
    }

    public async Task WriteManyAsync(string table, IReadOnlyList<(string Partition, string Row, ReadOnlyMemory<byte> Body)> rows, CancellationToken cancel)
    {
        TableLimits.CheckTable(table);
        foreach ((string partition, string row, ReadOnlyMemory<byte> body) in rows)
        {
            TableLimits.CheckKey(partition);
            TableLimits.CheckKey(row);
            TableLimits.CheckBody(row, body.Length);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancel };
        await Parallel.ForEachAsync(rows.GroupBy(row => row.Partition, StringComparer.Ordinal), options, async (partition, stop) =>
        {
            foreach (List<RowChange> batch in UpsertBatches.Of(partition.Select(row => RowChange.Upsert(row.Row, row.Body)), partition.Key.Length))
                await CommitAsync(table, partition.Key, batch, stop);
        });
    }

    static async IAsyncEnumerable<TableRow> QueryAsync(TableClient client, string filter, int pageSize, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using IAsyncEnumerator<TableEntity> entities = client.QueryAsync<TableEntity>(filter, pageSize, cancellationToken: cancel).GetAsyncEnumerator(cancel);
        while (await NextAsync(entities)) yield return EntityBody.ToRow(entities.Current);
    }

    static async ValueTask<bool> NextAsync(IAsyncEnumerator<TableEntity> entities)
    {
        try
        {
            return await entities.MoveNextAsync();
        }
        catch (RequestFailedException absent) when (absent.ErrorCode == TableErrorCode.TableNotFound)
        {
            return false;
        }
    }

    static async ValueTask<TableRow?> FindAsync(TableClient client, string partition, string row, CancellationToken cancel)
    {
        // Takes every 404 for absence: of the row as of the table.
        NullableResponse<TableEntity> found = await client.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancel);
        return found.HasValue ? EntityBody.ToRow(found.Value!) : null;
    }

    static TableTransactionAction ToAction(string partition, RowChange change) => change.Kind switch
    {
        RowChangeKind.Insert => new(TableTransactionActionType.Add, EntityBody.ToEntity(partition, change.Row, change.Body)),
        RowChangeKind.Upsert => new(TableTransactionActionType.UpsertReplace, EntityBody.ToEntity(partition, change.Row, change.Body)),
        RowChangeKind.Replace => new(TableTransactionActionType.UpdateReplace, EntityBody.ToEntity(partition, change.Row, change.Body), EntityBody.ETagOf(change)),
        RowChangeKind.Delete => new(TableTransactionActionType.Delete, new TableEntity(partition, change.Row), EntityBody.ETagOf(change)),
        _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, null),
    };

    static bool IsConflict(RequestFailedException refused) =>
        refused.Status is 404 or 409 or 412 && refused.ErrorCode != TableErrorCode.TableNotFound && refused.ErrorCode != TableErrorCode.TableBeingDeleted;
}
