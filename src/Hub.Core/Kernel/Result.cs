namespace Hub;

/// <summary>A value, or the one problem that prevented it. Exceptions are for faults, not for refusals.</summary>
public readonly struct Result<T>
{
    readonly T _value;

    Result(T value, Problem? problem) => (_value, Problem) = (value, problem);

    public Problem? Problem { get; }

    public T Value => Problem is null ? _value : throw new InvalidOperationException($"There is no value: {Problem.Code}.");

    public static implicit operator Result<T>(T value) => new(value, null);

    internal static Result<T> Of(T value) => new(value, null);

    public static implicit operator Result<T>(Problem problem) => new(default!, problem);
}

public static class Result
{
    /// <summary>For interfaces, which an implicit conversion does not take.</summary>
    public static Result<T> Of<T>(T value) => Result<T>.Of(value);
}
