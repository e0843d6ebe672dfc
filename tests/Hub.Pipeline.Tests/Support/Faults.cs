namespace Hub.Pipeline.Tests.Support;

public enum FaultMoment
{
    /// <summary>The call has no effect.</summary>
    Before,

    /// <summary>In the middle of a blob's content.</summary>
    Inside,

    /// <summary>The call has its effect, and nobody learns of it.</summary>
    After,
}

/// <summary>The death of the process as its code sees it.</summary>
public sealed class DeathException() : Exception("The process dies here.");

/// <summary>
/// Counts the calls of ports, and kills at one of them: from then on every call of the same process throws, also those under way
/// on other threads.
/// </summary>
public class Faults
{
    int _calls;
    int _at = int.MaxValue;
    FaultMoment _moment;
    volatile bool _dead;

    /// <summary>Calls that are not counted and at which nothing dies; they still throw once dead.</summary>
    public Func<string, bool> Skip { get; init; } = _ => false;

    public int Calls => Volatile.Read(ref _calls);

    public bool IsDead => _dead;

    /// <summary>Names of the calls in order; what a call does, then where.</summary>
    public List<string> Log { get; } = [];

    public static Faults At(int call, FaultMoment moment, Func<string, bool>? skip = null) => new() { _at = call, _moment = moment, Skip = skip ?? (_ => false) };

    public virtual async Task<T> CallAsync<T>(string what, Func<Task<T>> call)
    {
        bool here = Enter(what);
        if (here && _moment == FaultMoment.Before) Die();
        T result = await call();
        if (here && _moment == FaultMoment.After) Die();
        if (_dead) throw new DeathException();
        return result;
    }

    /// <summary>A call of a blob: its content is half written when death comes inside.</summary>
    public virtual async Task<T> CallAsync<T>(string what, Func<Func<Stream, CancellationToken, Task>, Task<T>> call, Func<Stream, CancellationToken, Task> write)
    {
        bool here = Enter(what);
        if (here && _moment == FaultMoment.Before) Die();
        T result = await call(async (stream, cancel) =>
        {
            if (here && _moment == FaultMoment.Inside)
            {
                await stream.WriteAsync("half"u8.ToArray(), cancel);
                Die();
            }

            await write(stream, cancel);
            if (_dead) throw new DeathException();
        });
        if (here && _moment == FaultMoment.After) Die();
        return result;
    }

    bool Enter(string what)
    {
        if (_dead) throw new DeathException();
        lock (Log)
        {
            if (Skip(what)) return false;
            Log.Add(what);
            return ++_calls == _at;
        }
    }

    void Die()
    {
        _dead = true;
        throw new DeathException();
    }
}
