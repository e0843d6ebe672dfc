using System.Globalization;
using Hub.Notifications;

namespace Hub.Recognition.Cases;

/// <summary>What the side that asked is told: the provider, and the applicant where an address came with the request.</summary>
static class CaseNotices
{
    /// <param name="what">Names this one notice among those of the case's turn.</param>
    /// <param name="kind">One of <see cref="Notice.Kind"/>.</param>
    public static IReadOnlyList<Notice> ToApplicant(RecognitionCase of, int turn, string what, string kind)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"{of.Id}:{of.Round}:{turn}:{what}");
        var provider = new Notice(key, kind, of.Id, of.Provider);
        return of.Contact is null ? [provider] : [provider, new Notice($"{key}-applicant", kind, of.Id, null)];
    }
}
