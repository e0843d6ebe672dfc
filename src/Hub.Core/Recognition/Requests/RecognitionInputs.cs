using Hub.Learners;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Reading;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;
using Hub.Recognition.Uses;
using Hub.Records;

namespace Hub.Recognition.Requests;

/// <summary>Reads what an evaluation looks at from the hub's own registers. Evidence that was only brought is for persons: nothing reads it.</summary>
public sealed class RecognitionInputs(LearnerRecords achievements, OrganisationRegister organisations, ComparedEntries entries, AchievementUses uses) : IEvaluationInputs
{
    public async Task<EvaluationInput> LoadAsync(RecognitionCase of, DateOnly asOf, CancellationToken cancel)
    {
        PreparedTarget target = await entries.TargetAsync(of.Target, of.Country, cancel);
        ILookup<string, AchievementUse> used = await uses.OfAsync(of.Learner, cancel);
        HashSet<string> replaced = (await achievements.ChangedAsync(await uses.PersonAsync(of.Learner, cancel), cancel)).Select(c => c.Replaces).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var standings = new Dictionary<string, OrganisationStanding?>(StringComparer.Ordinal);
        var presented = new List<PresentedAchievement>(of.Achievements.Count);
        foreach (string id in of.Achievements)
            if (await PresentAsync(id, [.. used[id].Where(u => u.Case != of.Id)], standings, cancel) is { } achievement) presented.Add(replaced.Contains(id) ? achievement with { State = AchievementState.Replaced } : achievement);
        AccreditationScope[] scopes = [.. standings.Values.OfType<OrganisationStanding>().SelectMany(s => s.Accreditations)];
        return new EvaluationInput(target, presented, [], scopes, asOf, []);
    }

    /// <summary>Null when it is gone, as after an erasure: then it covers nothing.</summary>
    async Task<PresentedAchievement?> PresentAsync(string id, IReadOnlyList<AchievementUse> usedBy, Dictionary<string, OrganisationStanding?> standings, CancellationToken cancel)
    {
        if (await achievements.FindAsync(id, cancel) is not { } stored) return null;
        RecordedAchievement achievement = AchievementReading.Of(id, stored.Json).Achievement;
        string body = achievement.AwardingBody;
        if (!standings.TryGetValue(body, out OrganisationStanding? standing)) standings[body] = standing = await organisations.Standings.FindAsync(body, cancel);
        ComparedEntry? entry = achievement.EntryId is { } named ? await entries.FindAsync(named, cancel) : null;
        IReadOnlyList<ComparedEntry> units = entry is null ? [] : await entries.PartsOfAsync(entry.Id, cancel);
        return new PresentedAchievement(
            id, entry?.Id, body, standing?.Country ?? "", achievement.Kind ?? entry?.Kind, standing?.Sectors is [var sector] ? sector : null, achievement.LearningSetting,
            achievement.AwardedOn ?? DateOnly.FromDateTime((stored.Stamp.WrittenAt ?? DateTimeOffset.UnixEpoch).UtcDateTime), StateOf(achievement), new Proof(OwnerOf(id) == body, null, null), LevelOf(achievement, entry), entry?.Fields ?? [],
            [.. (entry is null ? units : units.Prepend(entry)).Select(e => new AchievedOutcome(e.Id, e.Skills))],
            CreditsOf(achievement, entry), achievement is { WorkloadHours: { } hours, HoursKind: { } kind } ? new StatedHours(kind, hours) : null, usedBy)
        { Version = stored.Stamp.Version };
    }

    static AchievementState StateOf(RecordedAchievement achievement) =>
        achievement.IsRevoked ? AchievementState.Revoked : achievement.Status == "corrected" ? AchievementState.Corrected : AchievementState.Awarded;

    /// <summary>An achievement leaves to its entry what it does not say itself.</summary>
    static AchievedLevel LevelOf(RecordedAchievement achievement, ComparedEntry? entry) =>
        achievement is { EqfLevel: null, NqfLevel: null } && entry is not null ? entry.Level
            : new AchievedLevel(achievement.EqfLevel, achievement.NqfFramework, achievement.NqfLevel, entry?.Level.Basis);

    static AwardedCredits? CreditsOf(RecordedAchievement achievement, ComparedEntry? entry) =>
        achievement is { CreditSystem: { } own, CreditPoints: { } points } ? new AwardedCredits(own, points)
            : achievement is { CreditSystem: null, CreditPoints: null } && entry is { CreditSystem: { } system, CreditPoints: { } credits } ? new AwardedCredits(system, credits) : null;

    static string OwnerOf(string id) => id[..Math.Max(0, id.IndexOf('~', StringComparison.Ordinal))];
}
