using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using Hub.Learners;
using Hub.Notifications;
using Hub.Records;
using Hub.Recognition.Cases;
using Hub.Recognition.Uses;
using Hub.Submissions;

namespace Hub.Recognition.Requests;

/// <param name="Learner">Reference of a learner of whom the provider has sent something.</param>
/// <param name="Route">Short name of a route in the rules of the deciding institution's country.</param>
/// <param name="Target">Public id of the catalogue entry the achievements are to count towards.</param>
/// <param name="Achievements">Public ids of achievements of the learner, whoever sent them; empty: evidence follows.</param>
/// <param name="Institution">Who decides; null: whoever awards the target.</param>
/// <param name="Language">Language the learner wants to be written to in, ISO 639-1; null: that of the institution's country.</param>
/// <param name="Contact">E-mail address at which the learner wants to be told, 254 characters at most; null: only the provider is.</param>
/// <param name="IdempotencyKey">1 to 255 characters; the same request with it is the same case.</param>
public sealed record RequestRecognitionCommand(LearnerReference Learner, string Route, string Target, IReadOnlyList<string> Achievements, string? Institution, string? Language, string? Contact, string? IdempotencyKey);

/// <summary>Takes a request for recognition from a provider, for one of its learners.</summary>
public sealed class RequestRecognitionHandler(
    ReadAchievementsHandler learners, RequestParties parties, ComparedEntries entries, AchievementUses uses, ProviderCases own, CaseStore cases, ReadCases reading, ActOnCase act, EnterCase enter, ICaseTexts texts, TimeProvider clock)
{
    /// <summary>What is still to come when a request names no achievement.</summary>
    public const string EvidenceOwed = "evidence";

    /// <summary>Longest address of RFC 5321.</summary>
    const int MostAddress = 254;

    public async Task<Result<RecognitionCase>> HandleAsync(Caller caller, RequestRecognitionCommand command, CancellationToken cancel)
    {
        if (IdempotentRequest.Check(command.IdempotencyKey) is { } unusable) return unusable;
        if (command.Language is { } language && !(language.Length == 2 && language.All(char.IsAsciiLetterLower))) return RecognitionProblems.LanguageInvalid();
        if (command.Contact is { } address && !IsAddress(address)) return RecognitionProblems.ContactInvalid(MostAddress);
        if (command.Achievements.Count > AchievementUses.MostAchievements || command.Achievements.Distinct(StringComparer.Ordinal).Count() != command.Achievements.Count) return RecognitionProblems.TooMany(AchievementUses.MostAchievements);
        // Whoever has sent nothing of the learner learns nothing of it, and asks for nothing.
        Result<IReadOnlyList<ListedRecord>> sent = await learners.HandleAsync(caller, command.Learner, cancel);
        if (sent.Problem is { } problem) return problem;
        if (await parties.UnknownAsync(command.Learner, command.Achievements, [.. sent.Value.Select(r => r.Id)], cancel) is { } unknown) return unknown;
        if (await entries.FindAsync(command.Target, cancel) is not { IsPublic: true } target) return RecognitionProblems.TargetUnknown();
        Result<(OrganisationId Body, string Country)> institution = await parties.InstitutionAsync(command.Institution ?? target.AwardingBody, target, cancel);
        if (institution.Problem is { } noBody) return noBody;

        (OrganisationId body, string country) = institution.Value;
        CaseId id = await IdAsync(body, caller, command.IdempotencyKey, cancel);
        SealedText? contact = null;
        if (command.Contact is { } given)
        {
            contact = await texts.SealAsync(command.Learner.Value, NoticeRecipients.PlaceOf(id.ToString()), Encoding.UTF8.GetBytes(given), cancel);
            if (contact is null) return LearnerProblems.Erased();
        }

        // Lists first: a case that is in none would be lost to those who asked for it.
        await uses.NoteCaseAsync(command.Learner.Value, id, cancel);
        await own.NoteAsync(caller.Organisation, id, cancel);
        return await enter.HandleAsync(new EnterCaseCommand(id, caller.Organisation.Value, command.Learner.Value, country, command.Route, command.Target, command.Achievements, command.Achievements.Count == 0 ? [EvidenceOwed] : [], command.Language, contact), cancel);
    }

    /// <summary>Achievements handed in later are looked at like those of the request.</summary>
    public async Task<Result<RecognitionCase>> SupplyAsync(Caller caller, string id, IReadOnlyList<string> more, CancellationToken cancel)
    {
        if (await reading.FindAsync(caller, id, cancel) is not (var of, CaseParty.Provider)) return CaseProblems.NotFound();
        if (of.Achievements.Union(more, StringComparer.Ordinal).Count() > AchievementUses.MostAchievements) return RecognitionProblems.TooMany(AchievementUses.MostAchievements);
        if (await parties.UnknownAsync(new LearnerReference(of.Learner), more, [], cancel) is { } unknown) return unknown;
        return await act.SupplyAsync(caller, id, more, cancel);
    }

    /// <summary>As mail servers take it; whether anybody reads there, only a message shows.</summary>
    internal static bool IsAddress(string text) => text.Length <= MostAddress && !text.Any(char.IsControl) && MailAddress.TryCreate(text, out MailAddress? parsed) && parsed.Address == text;

    /// <summary>A key gives the same id again, also when the year has changed in between.</summary>
    async Task<CaseId> IdAsync(OrganisationId body, Caller caller, string? idempotencyKey, CancellationToken cancel)
    {
        int year = clock.GetUtcNow().Year;
        if (idempotencyKey is null) return new CaseId(body, year, RandomNumberGenerator.GetHexString(20, lowercase: true));
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller.Organisation}\n{idempotencyKey}")))[..32];
        var before = new CaseId(body, year - 1, key);
        return await cases.FindAsync(before, cancel) is null ? new CaseId(body, year, key) : before;
    }
}

/// <summary>Refusals of requests. Codes are public contract.</summary>
public static class RecognitionProblems
{
    public static Problem TooMany(int most) => new(ProblemKind.Invalid, "recognition.achievements-invalid", "The list of achievements can not be used.", $"Name each once, {most} at most.");

    public static Problem AchievementUnknown(int index) => new(ProblemKind.Invalid, "recognition.achievement-unknown", "The learner has no such achievement.", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"achievements[{index}]"));

    public static Problem LanguageInvalid() => new(ProblemKind.Invalid, "recognition.language-invalid", "The language is no code.", "Two small letters, ISO 639-1.");

    public static Problem ContactInvalid(int most) => new(ProblemKind.Invalid, "recognition.contact-invalid", "The contact is no e-mail address.", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"An address alone, without a name, {most} characters at most."));

    public static Problem TargetUnknown() => new(ProblemKind.Invalid, "recognition.target-unknown", "The catalogue has no published entry of the target's id.");

    public static Problem InstitutionUnknown() => new(ProblemKind.Invalid, "recognition.institution-unknown", "The register has no such institution.");

    public static Problem InstitutionNotCompetent(string awarding) => new(ProblemKind.Invalid, "recognition.institution-not-competent", "The institution neither awards the target nor is a body that the rules name.", $"The target is awarded by {awarding}.");
}
