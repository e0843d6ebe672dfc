namespace Hub.Rules.Previews;

/// <summary>Refusals about previews. Codes are public contract.</summary>
public static class PreviewProblems
{
    public static Problem NotAllowed() => new(ProblemKind.Forbidden, "ruleset.preview-not-allowed", "Only a registrar or a publisher previews rules.");

    public static Problem LimitInvalid(int most) => new(ProblemKind.Invalid, "ruleset.preview-limit", "The limit is out of range.", $"1 to {most} records.");

    public static Problem DraftInvalid(RulesetException fault) => new(ProblemKind.Invalid, "ruleset.draft-invalid", "The draft is no ruleset.", fault.Message);

    public static Problem NoDraft(string path) => new(ProblemKind.NotFound, "ruleset.draft-not-found", "There is no ruleset.", $"'{path}' is neither a ruleset file nor a folder with some.");
}
