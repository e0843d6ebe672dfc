using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Recognition.Requests.Files;

/// <summary>A request for recognition while its row is judged. Null means that the cell was empty or unreadable. Used again for every row.</summary>
public sealed class FileRequest : IRecordDraft
{
    /// <summary>The sender's own key, as sent.</summary>
    public string? LocalId { get; set; }

    /// <summary>Scheme of the learner's identifier in capitals; null: the sender's own numbers.</summary>
    public string? LearnerScheme { get; set; }

    /// <summary>Short name of a route in the rules of the deciding institution's country.</summary>
    public string? Route { get; set; }

    /// <summary>Public id of the entry the achievements are to count towards.</summary>
    public string? Target { get; set; }

    /// <summary>Public ids of achievements of the learner.</summary>
    public List<string> Achievements { get; } = [];

    /// <summary>Who decides; null: whoever awards the target.</summary>
    public string? Institution { get; set; }

    /// <summary>Language the learner wants to be written to in.</summary>
    public Concept? Language { get; set; }

    public void Clear()
    {
        LocalId = LearnerScheme = Route = Target = Institution = null;
        Language = null;
        Achievements.Clear();
    }
}
