using Hub.Learners.Access;

namespace Hub.Http.SignIn;

/// <summary>Marks endpoints that are about the caller's own data: <see cref="Admission"/> finds which learner that is, or refuses.</summary>
sealed class OnOwnData;

/// <summary>Marks pages of learners: who asks is in the cookie, and not in a header.</summary>
sealed class OfBrowsers;

/// <summary>The learner that <see cref="Admission"/> found, as a parameter of a handler.</summary>
sealed record OwnOf(OwnLearner Value)
{
    public static ValueTask<OwnOf?> BindAsync(HttpContext http) => ValueTask.FromResult<OwnOf?>(new OwnOf(
        http.Features.Get<OwnLearner>() ?? throw new InvalidOperationException("This endpoint is not about the caller's own data.")));
}
