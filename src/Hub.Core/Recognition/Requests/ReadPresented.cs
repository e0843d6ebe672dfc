using Hub.Learners;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Reading;

namespace Hub.Recognition.Requests;

/// <summary>What the achievements of a case say, for those who decide on it. Whoever was let see the case sees what it presents, and nothing else of the learner.</summary>
public sealed class ReadPresented(LearnerRecords achievements)
{
    /// <param name="seen">The case as the caller was let see it; that reading is noted.</param>
    /// <returns>By id; one that is gone, as after an erasure, is not in it.</returns>
    public async Task<IReadOnlyDictionary<string, RecordedAchievement>> OfAsync(SeenCase seen, CancellationToken cancel)
    {
        var found = new Dictionary<string, RecordedAchievement>(StringComparer.Ordinal);
        foreach (string id in seen.Case.Achievements)
            if (await achievements.FindAsync(id, cancel) is { } stored) found[id] = AchievementReading.Of(id, stored.Json).Achievement;
        return found;
    }
}
