using System.Globalization;

namespace Hub.Learners.Requests;

/// <summary>Refusals about what learners ask for. Codes are public contract.</summary>
public static class RequestProblems
{
    public static Problem NotFound() => new(ProblemKind.NotFound, "learner-request.not-found", "There is no such request to you.");

    public static Problem NotAllowed() => new(ProblemKind.Forbidden, "learner-request.not-allowed", "Only who the request goes to sees and answers it.", "Rectifications go to the provider that sent the achievement, the others to registrars.");

    public static Problem KindMissing() => new(ProblemKind.Invalid, "learner-request.kind-missing", "A request says what it asks for.", "Send kind: rectification, restriction or erasure.");

    public static Problem StateUnknown() => new(ProblemKind.Invalid, "learner-request.state-unknown", "There is no such state.", "open, done or refused.");

    public static Problem AchievementUnknown() => new(ProblemKind.Invalid, "learner-request.achievement-unknown", "The achievement is not one of yours that you see.", "A rectification names one: send achievement, an id as your record has it; the other kinds name none.");

    public static Problem TextInvalid(string name, int most) => new(ProblemKind.Invalid, "learner-request.text-invalid", "A text is missing or too long.", string.Create(CultureInfo.InvariantCulture, $"Send {name}: 1 to {most} characters."));

    public static Problem TooMany(int most) => new(ProblemKind.TooMany, "learner-request.too-many", "Too many of your requests are open.", string.Create(CultureInfo.InvariantCulture, $"At most {most}; wait for an answer."));

    public static Problem OutcomeInvalid(string known) => new(ProblemKind.Invalid, "learner-request.outcome-invalid", "An answer says what came of the request.", $"Send outcome: {known}.");

    public static Problem Answered() => new(ProblemKind.Conflict, "learner-request.answered", "The request has been answered otherwise.", "An answer stands; the learner can ask again.");
}
