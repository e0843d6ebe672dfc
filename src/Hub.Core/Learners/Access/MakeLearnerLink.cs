namespace Hub.Learners.Access;

/// <param name="Reference">Reference of a learner the caller's organisation has sent something of; registrars of any.</param>
/// <param name="Lifetime">How long it can be used, up to 30 days; null: 7 days.</param>
public sealed record MakeLearnerLinkCommand(LearnerReference Reference, TimeSpan? Lifetime = null);

/// <param name="Secret">Shown this once.</param>
/// <param name="ShowsAll">Whether it opens what all organisations sent.</param>
public sealed record MakeLearnerLinkResult(string Secret, DateTimeOffset ExpiresAt, bool ShowsAll);

/// <summary>
/// A provider makes a link for a learner, and hands it over by a way on which it knows who gets it. The link opens what that provider
/// sent; a registrar's, who answers for the whole register, opens everything.
/// </summary>
public sealed class MakeLearnerLinkHandler(LearnerLinks links, KnownLearners known, TimeProvider clock)
{
    public static readonly TimeSpan UsualLifetime = TimeSpan.FromDays(7);
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(30);

    public async Task<Result<MakeLearnerLinkResult>> HandleAsync(Caller caller, MakeLearnerLinkCommand command, CancellationToken cancel)
    {
        if (!caller.Has(Role.Provider) && !caller.Has(Role.Registrar)) return LearnerAccessProblems.NotAProvider();
        TimeSpan lifetime = command.Lifetime ?? UsualLifetime;
        if (lifetime <= TimeSpan.Zero || lifetime > LongestLifetime) return LearnerAccessProblems.LifetimeInvalid();
        if (await known.RefusalAsync(caller, command.Reference, cancel) is { } refused) return refused;
        DateTimeOffset now = clock.GetUtcNow();
        var link = new LearnerLink(command.Reference.Value, caller.Organisation, caller.Has(Role.Registrar), now, now + lifetime, caller.KeyId);
        return new MakeLearnerLinkResult(await links.AddAsync(link, cancel), link.ExpiresAt, link.ShowsAll);
    }
}
