namespace Hub.Storage.Embedded.Sqlite;

/// <summary>
/// One thread that writes. It takes all work that waits, up to a bound, into one transaction with one fsync, and answers each
/// when that is durable. Alone, a commit takes one fsync; under load the disk no longer counts, only the CPU.
/// </summary>
sealed class GroupCommit : IDisposable
{
    public const int MaxBatch = 512;
    public const int MaxBatchBytes = 16 * 1024 * 1024;

    readonly WriteConnection connection;
    readonly Queue<WriteWork> waiting = new();
    readonly Queue<(TaskCompletionSource<bool> Done, bool Rewrite)> clearing = new();
    readonly Thread thread;
    bool closed;
    long transactions;

    /// <summary>Transactions when remains were last cleared: none since, none to clear.</summary>
    long cleared = -1;

    public GroupCommit(WriteConnection connection)
    {
        this.connection = connection;
        thread = new Thread(Run) { IsBackground = true, Name = "hub store writer" };
        thread.Start();
    }

    /// <summary>Transactions made durable so far.</summary>
    public long Transactions => Interlocked.Read(ref transactions);

    /// <summary>
    /// Puts work in line. The task ends when the work is durable; cancelling has an effect only before its turn comes, so
    /// that a cancelled task means that nothing was written.
    /// </summary>
    public Task<T> WriteAsync<T>(int sizeBytes, Func<WriteConnection, T> apply, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled<T>(cancel);
        var work = new WriteWork<T>(sizeBytes, apply, cancel);
        lock (waiting)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            waiting.Enqueue(work);
            Monitor.Pulse(waiting);
        }

        return work.Task;
    }

    /// <summary>Puts in line, behind what waits, what <see cref="SqliteDatabase.ClearRemainsAsync"/> says.</summary>
    public Task<bool> ClearRemainsAsync(bool rewrite, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested) return Task.FromCanceled<bool>(cancel);
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (waiting)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            clearing.Enqueue((done, rewrite));
            Monitor.Pulse(waiting);
        }

        return done.Task;
    }

    /// <summary>Refuses new work, finishes what waits and closes the connection.</summary>
    public void Dispose()
    {
        lock (waiting)
        {
            if (closed) return;
            closed = true;
            Monitor.Pulse(waiting);
        }

        thread.Join();
        connection.Dispose();
    }

    void Run()
    {
        var batch = new List<WriteWork>(MaxBatch);
        while (Take(batch))
        {
            Write(batch);
            batch.Clear();
            ClearRemains();
            connection.KeepLogShort();
        }
    }

    bool Take(List<WriteWork> batch)
    {
        lock (waiting)
        {
            while (waiting.Count == 0 && clearing.Count == 0)
            {
                if (closed) return false;
                Monitor.Wait(waiting);
            }

            long bytes = 0;
            while (batch.Count < MaxBatch && bytes < MaxBatchBytes && waiting.TryDequeue(out WriteWork? work))
            {
                bytes += work.SizeBytes;
                if (work.IsCancelled) work.Cancel();
                else batch.Add(work);
            }

            return true;
        }
    }

    /// <summary>One between two batches, so that neither waits for ever for the other.</summary>
    void ClearRemains()
    {
        (TaskCompletionSource<bool> Done, bool Rewrite) asked;
        lock (waiting)
        {
            if (!clearing.TryDequeue(out asked)) return;
        }

        try
        {
            bool isDone = cleared == transactions || connection.ClearRemains(asked.Rewrite);
            if (isDone) cleared = transactions;
            asked.Done.SetResult(isDone);
        }
        catch (SqliteFault fault)
        {
            asked.Done.SetException(fault);
        }
    }

    void Write(List<WriteWork> batch)
    {
        if (batch.Count == 0) return;
        try
        {
            WriteTogether(batch);
        }
        catch (Exception fault)
        {
            UndoQuietly();
            // What is wrong with one must not fail the others: each gets its own transaction. A fault of the store meets them all.
            bool concernsAll = batch.Count == 1 || fault is SqliteFault { ConcernsStore: true };
            foreach (WriteWork work in batch)
            {
                if (concernsAll) work.Fail(fault);
                else Write([work]);
            }

            return;
        }

        foreach (WriteWork work in batch) work.Succeed();
    }

    void WriteTogether(List<WriteWork> batch)
    {
        connection.Begin();
        foreach (WriteWork work in batch) work.Apply(connection);
        connection.Commit();
        Interlocked.Increment(ref transactions);
    }

    /// <summary>A failed rollback is not reported: the fault that led here is, and the next batch begins anew.</summary>
    void UndoQuietly()
    {
        try
        {
            connection.RollBack();
        }
        catch (SqliteFault)
        {
            // see above
        }
    }
}
