namespace Hub.Storage.Embedded.Queues;

/// <summary>
/// The queues' table. Times are Unix milliseconds. <c>receipt</c> is a number of the store, new with each delivery: who holds
/// an old one no longer owns the message.
/// </summary>
static class QueueStatements
{
    public const string Table = "queue";

    public const string Create = $"""
        create table if not exists {Table}(id integer primary key, name text not null, visible integer not null,
          attempt integer not null, receipt integer not null, body text not null);
        create index if not exists {Table}_visible on {Table}(name, visible, id)
        """;

    public const string Send = $"insert into {Table}(id, name, visible, attempt, receipt, body) values(?1, ?2, ?3, 0, 0, ?4)";

    public const string Visible = $"select id, attempt, body from {Table} where name = ?1 and visible <= ?2 order by visible, id limit ?3";

    public const string NextVisible = $"select min(visible) from {Table} where name = ?1";

    public const string Look = $"select count(*), min(case when visible <= ?2 then visible end) from {Table} where name = ?1";

    public const string Deliver = $"update {Table} set visible = ?2, attempt = attempt + 1, receipt = ?3 where id = ?1";

    public const string Poison = $"update {Table} set name = ?2, visible = ?3, attempt = 0, receipt = 0 where id = ?1";

    public const string Complete = $"delete from {Table} where id = ?1 and name = ?2 and receipt = ?3";

    public const string Return = $"update {Table} set visible = ?4 where id = ?1 and name = ?2 and receipt = ?3";

    const string Waits = "visible > ?1 and (receipt > 0 or visible <= ?2)";

    public const string HasWaiting = $"select 1 from {Table} where {Waits} limit 1";

    public const string ShowWaiting = $"update {Table} set visible = ?1 where {Waits}";
}
