using Hub.Submissions;

namespace Hub.Http.V1;

/// <summary>How many submissions of an organisation may be unfinished: what waits for the others is the sender's to keep.</summary>
static class OpenLimit
{
    const string SecondsToWait = "5";

    /// <summary>Null when one more is taken. What the caller may not see is not counted for it either.</summary>
    public static async Task<Problem?> CheckAsync(HttpContext http, Caller caller, OrganisationId organisation, SubmissionStore submissions, HubOptions options)
    {
        if (!SubmissionAuthority.MayRead(caller, organisation)) return null;
        if (await submissions.CountOpenAsync(organisation, options.MaxOpenSubmissions, http.RequestAborted) < options.MaxOpenSubmissions) return null;
        http.Response.Headers.RetryAfter = SecondsToWait;
        return SubmissionProblems.TooManyOpen(options.MaxOpenSubmissions);
    }
}
