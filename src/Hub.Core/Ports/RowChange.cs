namespace Hub.Ports;

public enum RowChangeKind
{
    /// <summary>The row must not exist.</summary>
    Insert,

    /// <summary>The row must exist with the given ETag.</summary>
    Replace,

    /// <summary>Written whether or not it exists.</summary>
    Upsert,

    /// <summary>The row must exist with the given ETag.</summary>
    Delete,
}

/// <summary>One change of a commit. Made by the factories, which ask for exactly what each kind needs.</summary>
public readonly record struct RowChange
{
    RowChange(RowChangeKind kind, string row, ReadOnlyMemory<byte> body, string? etag) => (Kind, Row, Body, ETag) = (kind, row, body, etag);

    public RowChangeKind Kind { get; }

    public string Row { get; }

    public ReadOnlyMemory<byte> Body { get; }

    public string? ETag { get; }

    public static RowChange Insert(string row, ReadOnlyMemory<byte> body) => new(RowChangeKind.Insert, row, body, null);

    public static RowChange Replace(string row, ReadOnlyMemory<byte> body, string etag) => new(RowChangeKind.Replace, row, body, etag);

    public static RowChange Upsert(string row, ReadOnlyMemory<byte> body) => new(RowChangeKind.Upsert, row, body, null);

    public static RowChange Delete(string row, string etag) => new(RowChangeKind.Delete, row, default, etag);
}
