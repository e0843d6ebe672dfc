using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Recognition.Evaluation;
using Hub.Recognition.Requests;

namespace Hub.Recognition.WhatIf;

/// <summary>Entries of the catalogue as if they had been achieved on the day that counts.</summary>
public sealed class PlannedAchievements(ComparedEntries entries, OrganisationRegister organisations)
{
    /// <summary>What the id of a planned achievement begins with; the public id of the entry follows. No id of a record holds a colon before its organisation.</summary>
    public const string IdPrefix = "planned:";

    /// <summary>The input with the planned ones behind those that were awarded; the refusal where the public sees no such entry.</summary>
    internal async Task<Result<EvaluationInput>> AddAsync(EvaluationInput input, IReadOnlyList<string> planned, CancellationToken cancel)
    {
        if (planned.Count == 0) return input;
        var presented = new List<PresentedAchievement>(input.Achievements);
        var scopes = new List<AccreditationScope>(input.Accreditations);
        var standings = new Dictionary<string, OrganisationStanding?>(StringComparer.Ordinal);
        for (int i = 0; i < planned.Count; i++)
        {
            if (await entries.FindAsync(planned[i], cancel) is not { IsPublic: true } entry) return WhatIfProblems.PlannedUnknown(i);
            if (!standings.TryGetValue(entry.AwardingBody, out OrganisationStanding? standing))
            {
                standings[entry.AwardingBody] = standing = await organisations.Standings.FindAsync(entry.AwardingBody, cancel);
                if (standing is not null && !scopes.Exists(s => s.Organisation == entry.AwardingBody)) scopes.AddRange(standing.Accreditations);
            }

            presented.Add(Present(entry, await entries.PartsOfAsync(entry.Id, cancel), standing, input.AsOf));
        }

        return input with { Achievements = presented, Accreditations = scopes };
    }

    static PresentedAchievement Present(ComparedEntry entry, IReadOnlyList<ComparedEntry> units, OrganisationStanding? standing, DateOnly asOf) => new(
        IdPrefix + entry.Id, entry.Id, entry.AwardingBody, standing?.Country ?? "", entry.Kind, standing?.Sectors is [var sector] ? sector : null, Setting: null, asOf, AchievementState.Planned, default, entry.Level, entry.Fields,
        [.. units.Prepend(entry).Select(e => new AchievedOutcome(e.Id, e.Skills))],
        entry is { CreditSystem: { } system, CreditPoints: { } points } ? new AwardedCredits(system, points) : null, Hours: null, Uses: []);
}
