using Azure;
using Azure.Data.Tables;
using Hub.Ports;

namespace Hub.Storage.Azure.Tables;

/// <summary>A row as an entity: its body cut into binary properties <c>b00</c>, <c>b01</c> ..., since one holds at most 64 KiB.</summary>
static class EntityBody
{
    const int PropertyBytes = 64 * 1024;

    static readonly string[] Names = [.. Enumerable.Range(0, (TableLimits.MaxBodyBytes + PropertyBytes - 1) / PropertyBytes).Select(i => $"b{i:d2}")];

    public static TableEntity ToEntity(string partition, string row, ReadOnlyMemory<byte> body)
    {
        var entity = new TableEntity(partition, row);
        for (int part = 0, at = 0; at < body.Length; part++, at += PropertyBytes)
            entity[Names[part]] = body.Slice(at, Math.Min(PropertyBytes, body.Length - at)).ToArray();
        return entity;
    }

    public static TableRow ToRow(TableEntity entity) => new(entity.RowKey, BodyOf(entity), entity.ETag.ToString());

    /// <summary>An ETag as it was read. An empty one would turn a replace into an upsert, so it does not get through.</summary>
    public static ETag ETagOf(RowChange change) =>
        change.ETag is { Length: > 0 } etag && etag != "*" ? new ETag(etag) : throw new ArgumentException($"The change of row '{change.Row}' needs the ETag that was read.", nameof(change));

    static byte[] BodyOf(TableEntity entity)
    {
        if (entity.GetBinary(Names[0]) is not { } first) return [];
        if (first.Length < PropertyBytes) return first;
        byte[][] parts = [.. Names.Select(entity.GetBinary).TakeWhile(part => part is not null)];
        byte[] body = new byte[parts.Sum(part => part.Length)];
        int at = 0;
        foreach (byte[] part in parts)
        {
            part.CopyTo(body, at);
            at += part.Length;
        }

        return body;
    }
}
