namespace Hub.Storage.Embedded.Sqlite;

/// <summary>Something to write, waiting for its turn in the group commit.</summary>
/// <param name="sizeBytes">About how much it writes; bounds the batch.</param>
abstract class WriteWork(int sizeBytes, CancellationToken cancel)
{
    public int SizeBytes => sizeBytes;

    public bool IsCancelled => cancel.IsCancellationRequested;

    protected CancellationToken Cancellation => cancel;

    /// <summary>
    /// Writes inside the open transaction. It either takes effect as a whole or leaves nothing behind when it refuses;
    /// when it throws, the transaction is undone and the work may be applied once more.
    /// </summary>
    public abstract void Apply(WriteConnection connection);

    /// <summary>Its transaction is durable.</summary>
    public abstract void Succeed();

    public abstract void Fail(Exception fault);

    public abstract void Cancel();
}

sealed class WriteWork<T>(int sizeBytes, Func<WriteConnection, T> apply, CancellationToken cancel) : WriteWork(sizeBytes, cancel)
{
    // Without this flag, what awaits a commit would run on the writer's thread and hold up the next batch.
    readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T? result;

    public Task<T> Task => done.Task;

    public override void Apply(WriteConnection connection) => result = apply(connection);

    public override void Succeed() => done.SetResult(result!);

    public override void Fail(Exception fault) => done.SetException(fault);

    public override void Cancel() => done.SetCanceled(Cancellation);
}
