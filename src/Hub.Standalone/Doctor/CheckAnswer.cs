namespace Hub.Standalone.Doctor;

enum CheckStatus
{
    Ok,
    Warn,
    Fail,
}

/// <param name="Name">Stable, for scripts.</param>
/// <param name="Found">What was found, in one sentence.</param>
/// <param name="Do">What to do, with the command; null where nothing is to be done.</param>
sealed record CheckAnswer(string Name, CheckStatus Status, string Found, string? Do);

/// <summary>One thing that the doctor looks at. It changes nothing.</summary>
interface ICheck
{
    string Name { get; }

    Task<CheckAnswer> RunAsync(CancellationToken cancel);
}

static class CheckAnswers
{
    public static CheckAnswer Ok(this ICheck check, string found) => new(check.Name, CheckStatus.Ok, found, null);

    public static CheckAnswer Warn(this ICheck check, string found, string toDo) => new(check.Name, CheckStatus.Warn, found, toDo);

    public static CheckAnswer Fail(this ICheck check, string found, string toDo) => new(check.Name, CheckStatus.Fail, found, toDo);
}
