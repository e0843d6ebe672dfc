namespace Hub.Http.SignIn;

/// <summary>The caller that <see cref="Admission"/> let in, as a parameter of a handler.</summary>
sealed record CallerOf(Caller Value)
{
    public static ValueTask<CallerOf?> BindAsync(HttpContext http) => ValueTask.FromResult<CallerOf?>(new CallerOf(
        http.Features.Get<Caller>() ?? throw new InvalidOperationException("This endpoint is public: it has no caller.")));
}
