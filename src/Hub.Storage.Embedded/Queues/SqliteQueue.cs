using System.Globalization;
using System.Text;
using Hub.Ports;
using Hub.Storage.Embedded.Sqlite;

namespace Hub.Storage.Embedded.Queues;

/// <summary>Work queues in an embedded database; sends and receipts share its group commit.</summary>
public sealed class SqliteQueue(SqliteDatabase database, TimeProvider clock) : IQueue, IBacklog
{
    /// <summary>Longer than messages wait that are sent for the case of a crash.</summary>
    static readonly TimeSpan Soon = 2 * Work.Queues.InsuranceDelay;

    readonly QueueSignals signals = new();

    public async Task SendAsync(string queue, string message, TimeSpan delay, CancellationToken cancel)
    {
        QueueLimits.CheckName(queue);
        QueueLimits.CheckMessage(message);
        QueueLimits.CheckDelay(delay);
        long visible = Milliseconds(delay);
        await database.WriteAsync(
            Encoding.UTF8.GetByteCount(message),
            connection => Prepare(connection, QueueStatements.Send).Bind(1, connection.NextNumber()).Bind(2, queue).Bind(3, visible).Bind(4, message).Run(),
            cancel);
        signals.Wake(queue);
    }

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int limit, TimeSpan visibility, CancellationToken cancel)
    {
        QueueLimits.CheckName(queue);
        QueueLimits.CheckReceive(limit, visibility);
        cancel.ThrowIfCancellationRequested();
        // An idle queue must not cost a turn of the writer.
        long now = Milliseconds(TimeSpan.Zero);
        if (NextVisible(queue) is not { } next || next > now) return [];
        (List<QueueMessage> taken, bool poisoned) = await database.WriteAsync(0, connection => Take(connection, queue, limit, now, visibility), cancel);
        if (poisoned) signals.Wake(queue + QueueLimits.PoisonSuffix);
        return taken;
    }

    public async Task<bool> CompleteAsync(string queue, QueueMessage message, CancellationToken cancel)
    {
        QueueLimits.CheckName(queue);
        if (!TryParse(message, out long id, out long receipt)) return false;
        return await database.WriteAsync(
            0, connection => Prepare(connection, QueueStatements.Complete).Bind(1, id).Bind(2, queue).Bind(3, receipt).Run() == 1, cancel);
    }

    public async Task<bool> ReturnAsync(string queue, QueueMessage message, TimeSpan delay, CancellationToken cancel)
    {
        QueueLimits.CheckName(queue);
        QueueLimits.CheckDelay(delay);
        if (!TryParse(message, out long id, out long receipt)) return false;
        long visible = Milliseconds(delay);
        bool returned = await database.WriteAsync(
            0, connection => Prepare(connection, QueueStatements.Return).Bind(1, id).Bind(2, queue).Bind(3, receipt).Bind(4, visible).Run() == 1, cancel);
        if (returned) signals.Wake(queue);
        return returned;
    }

    /// <summary>
    /// Waits until the queue has a visible message or <paramref name="until"/> has come (null: no end). A message that this
    /// process sends or returns wakes it at once. Another may take the message first: ask again.
    /// </summary>
    public async ValueTask WaitAsync(string queue, DateTimeOffset? until, CancellationToken cancel)
    {
        QueueLimits.CheckName(queue);
        long end = until?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        while (true)
        {
            Task signal = signals.Next(queue);
            long now = Milliseconds(TimeSpan.Zero);
            long next = NextVisible(queue) ?? long.MaxValue;
            if (next <= now || end <= now) return;
            // Not longer than a day, so that a clock that was set is noticed and the timer's range is kept.
            TimeSpan wait = TimeSpan.FromMilliseconds(Math.Min(Math.Min(next, end) - now, TimeSpan.MillisecondsPerDay));
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            await Task.WhenAny(signal, Task.Delay(wait, clock, both.Token));
            await both.CancelAsync();
            cancel.ThrowIfCancellationRequested();
        }
    }

    public Task<Backlog> LookAsync(string queue, CancellationToken cancel)
    {
        QueueLimits.CheckName(queue);
        cancel.ThrowIfCancellationRequested();
        long now = Milliseconds(TimeSpan.Zero);
        return Task.FromResult(database.Read(connection =>
        {
            if (!connection.HasTable(QueueStatements.Table)) return default;
            Statement look = connection.Prepared(QueueStatements.Look).Bind(1, queue).Bind(2, now);
            look.Step();
            var backlog = new Backlog(look.Int64(0), look.IsNull(1) ? null : DateTimeOffset.FromUnixTimeMilliseconds(look.Int64(1)));
            look.Reset();
            return backlog;
        }));
    }

    /// <summary>
    /// For a folder that was just opened: shows what an earlier process had taken, and what was to come soon, such as the message
    /// sent in case that another is lost in a crash. Only one process writes a folder, so nobody works on either any more.
    /// Attempts stay counted: a message that kills its process ends as poison.
    /// </summary>
    public void ShowWaiting()
    {
        long now = Milliseconds(TimeSpan.Zero), soon = Milliseconds(Soon);
        if (!database.Read(connection => HasWaiting(connection, now, soon))) return;
        // Nobody else uses the folder yet, and opening is not asynchronous.
        database.WriteAsync(0, connection => Prepare(connection, QueueStatements.ShowWaiting).Bind(1, now).Bind(2, soon).Run(), CancellationToken.None).GetAwaiter().GetResult();
    }

    static bool HasWaiting(Connection connection, long now, long soon)
    {
        if (!connection.HasTable(QueueStatements.Table)) return false;
        Statement waiting = connection.Prepared(QueueStatements.HasWaiting).Bind(1, now).Bind(2, soon);
        bool any = waiting.Step();
        waiting.Reset();
        return any;
    }

    static (List<QueueMessage> Taken, bool Poisoned) Take(WriteConnection connection, string queue, int limit, long now, TimeSpan visibility)
    {
        var taken = new List<QueueMessage>();
        bool poisoned = false;
        // Each round moves poison out of the way, so that it does not stand in for messages that are there.
        while (taken.Count < limit)
        {
            List<(long Id, int Attempt, string Body)> found = FindVisible(connection, queue, limit - taken.Count, now);
            if (found.Count == 0) break;
            foreach ((long id, int attempt, string body) in found)
            {
                if (attempt >= IQueue.MaxAttempts && !QueueLimits.IsPoison(queue))
                {
                    Prepare(connection, QueueStatements.Poison).Bind(1, id).Bind(2, queue + QueueLimits.PoisonSuffix).Bind(3, now).Run();
                    poisoned = true;
                    continue;
                }

                long receipt = connection.NextNumber();
                long hidden = now + Math.Max(1, (long)visibility.TotalMilliseconds);
                Prepare(connection, QueueStatements.Deliver).Bind(1, id).Bind(2, hidden).Bind(3, receipt).Run();
                taken.Add(new QueueMessage(Format(id), body, attempt + 1, Format(receipt)));
            }
        }

        return (taken, poisoned);
    }

    static List<(long Id, int Attempt, string Body)> FindVisible(WriteConnection connection, string queue, int limit, long now)
    {
        Statement visible = Prepare(connection, QueueStatements.Visible).Bind(1, queue).Bind(2, now).Bind(3, limit);
        var found = new List<(long, int, string)>(limit);
        while (visible.Step()) found.Add((visible.Int64(0), (int)visible.Int64(1), visible.Text(2)));
        return found;
    }

    static Statement Prepare(WriteConnection connection, string sql)
    {
        connection.MakeOnce(QueueStatements.Table, QueueStatements.Create);
        return connection.Prepared(sql);
    }

    static bool TryParse(QueueMessage message, out long id, out long receipt)
    {
        receipt = 0;
        return long.TryParse(message.Id, NumberStyles.None, CultureInfo.InvariantCulture, out id)
            && long.TryParse(message.Receipt, NumberStyles.None, CultureInfo.InvariantCulture, out receipt);
    }

    static string Format(long number) => number.ToString(CultureInfo.InvariantCulture);

    long? NextVisible(string queue) => database.Read(connection =>
    {
        if (!connection.HasTable(QueueStatements.Table)) return (long?)null;
        Statement next = connection.Prepared(QueueStatements.NextVisible).Bind(1, queue);
        long? visible = next.Step() && !next.IsNull(0) ? next.Int64(0) : null;
        next.Reset();
        return visible;
    });

    long Milliseconds(TimeSpan later) => (clock.GetUtcNow() + later).ToUnixTimeMilliseconds();
}
