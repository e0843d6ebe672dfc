using Hub.Ports;

namespace Hub.Learners.Access;

/// <param name="Token">Bearer token of the session.</param>
public sealed record OpenLearnerLinkResult(string Token, DateTimeOffset ExpiresAt);

/// <summary>A learner comes by a link: it is used up, and a short session begins. A process that dies in between leaves a link that is used; the provider makes another.</summary>
public sealed class OpenLearnerLinkHandler(LearnerLinks links, ISigner signer, TimeProvider clock)
{
    public async Task<Result<OpenLearnerLinkResult>> HandleAsync(string secret, CancellationToken cancel)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (await links.TakeAsync(secret, now, cancel) is not { } link) return LearnerAccessProblems.LinkGone();
        var session = new LearnerSession(link.Reference, link.Organisation, now + LearnerSession.Lifetime);
        return new OpenLearnerLinkResult(await session.SignAsync(signer, cancel), session.ExpiresAt);
    }
}
