using Hub.Audit;
using Hub.Ports;

namespace Hub.Rules.Adoptions;

/// <param name="EffectiveFrom">First day of the document that is adopted.</param>
public sealed record AdoptRulesetCommand(string Country, DateOnly? EffectiveFrom, string? By, DateOnly? On, string? Act);

/// <summary>A publisher records that a competent body has adopted a ruleset. From then on its unverified values decide like the others.</summary>
public sealed class AdoptRulesetHandler(IRulesets files, AdoptionStore store, RulesInForce rules, IQueue queue, TimeProvider clock)
{
    const int MaxByLength = 200, MaxActLength = 500;

    public async Task<Result<Ruleset>> HandleAsync(Caller caller, AdoptRulesetCommand command, CancellationToken cancel)
    {
        if (!caller.Has(Role.Publisher)) return AdoptionProblems.NotAllowed();
        if (command.EffectiveFrom is not { } from) return AdoptionProblems.Incomplete(MaxByLength, MaxActLength);
        Ruleset? ruleset = files.All.FirstOrDefault(r => string.Equals(r.Country, command.Country, StringComparison.OrdinalIgnoreCase) && r.EffectiveFrom == from);
        if (ruleset is null) return AdoptionProblems.NoDocument(command.Country, from);
        if (ruleset.Adoption is not null) return AdoptionProblems.AlreadyAdopted(ruleset.Adoption);
        (string? by, string? act) = (command.By?.Trim(), command.Act?.Trim());
        if (!IsLine(by, MaxByLength) || !IsLine(act, MaxActLength) || command.On is not { } on) return AdoptionProblems.Incomplete(MaxByLength, MaxActLength);
        DateTimeOffset now = clock.GetUtcNow();
        if (on > DateOnly.FromDateTime(now.UtcDateTime)) return AdoptionProblems.InFuture();

        var adoption = new RecordedAdoption(ruleset.Country, ruleset.EffectiveFrom, ruleset.Version, by!, on, act!, now, caller.KeyId);
        if (!await store.AddAsync(adoption, cancel))
        {
            // Repeating the same act is harmless; the first record of it counts.
            RecordedAdoption first = (await store.ListAsync(cancel)).First(a => a.RulesetVersion == ruleset.Version);
            if (adoption with { RecordedAt = first.RecordedAt, RecordedBy = first.RecordedBy } != first) return AdoptionProblems.AlreadyAdopted(new Adoption(first.By, first.On, first.Act));
            adoption = first;
        }

        await queue.TellAuditAsync(AdoptionStore.Table, AdoptionStore.Partition, cancel);
        rules.Forget();
        return adoption.Adopt(ruleset);
    }

    static bool IsLine(string? text, int most) => text is { Length: > 0 } && text.Length <= most && !text.Any(char.IsControl);
}

/// <summary>Refusals about adoptions. Codes are public contract.</summary>
public static class AdoptionProblems
{
    public static Problem NotAllowed() => new(ProblemKind.Forbidden, "ruleset.adoption-not-allowed", "Only a publisher records an adoption.");

    public static Problem NoDocument(string country, DateOnly effectiveFrom) => new(ProblemKind.NotFound, "ruleset.not-found", "The country has no ruleset for that day.",
        $"None of {country} begins on {effectiveFrom:yyyy-MM-dd}; all of them stand in /v1/rulesets.");

    public static Problem Incomplete(int mostBy, int mostAct) => new(ProblemKind.Invalid, "ruleset.adoption-incomplete", "An adoption says which document was adopted by whom, on which day, and by which act.",
        $"Send effectiveFrom (yyyy-mm-dd), by (1 to {mostBy} characters), on (yyyy-mm-dd) and act (1 to {mostAct} characters), each on one line.");

    public static Problem InFuture() => new(ProblemKind.Invalid, "ruleset.adoption-in-future", "The day of the adoption lies in the future.", "Record the adoption when the act is there.");

    public static Problem AlreadyAdopted(Adoption adoption) => new(ProblemKind.Conflict, "ruleset.already-adopted", "The document has been adopted already.",
        $"By {adoption.By} on {adoption.On:yyyy-MM-dd}: {adoption.Act}.");
}
