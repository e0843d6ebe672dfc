using System.Globalization;
using Hub.Rules;

namespace Hub.Recognition.Evaluation;

/// <summary>
/// One conversion of credits, from what was originally awarded, by hours of one kind that the law of both sides gives. Points
/// that do not follow from hours are never converted, and a converted amount is never converted again.
/// </summary>
static class CreditConversions
{
    /// <summary>Decimal places where the receiver's law names none: what ECTS transcripts commonly show.</summary>
    const int UsualPlaces = 2;

    /// <summary>The conversion, or null with the reason noted.</summary>
    public static Conversion? Convert(EvaluationWork work, int index)
    {
        PresentedAchievement achievement = work[index];
        RecognitionTarget target = work.Input.Target.Target;
        if (target.CreditSystem is not { } to || work.Law.Ruleset.FindCreditSystem(to) is not { } receiving) return Refuse(work, index, EvaluationCodes.TargetWithoutCreditSystem);
        if (achievement.Credits is not { } stated) return Refuse(work, index, EvaluationCodes.AchievementWithoutCredits);
        if (stated is { IsConverted: true, Original: null or { IsConverted: true } }) return Refuse(work, index, EvaluationCodes.ConversionChain);
        AwardedCredits awarded = stated.Original ?? stated;
        int places = receiving.DecimalPlaces is { } rule && work.Law.Ruleset.Decides(rule) ? rule.Value : UsualPlaces;
        Ruleset home = work.Law.OfAward(achievement);
        CreditSystem? giving = home.FindCreditSystem(awarded.System);
        if (receiving.Uri is { } uri && giving?.Uri == uri) return Same(work, index, awarded, receiving.Id, places);
        if (giving is not null && home.Country == work.Law.Ruleset.Country && giving.Id == receiving.Id) return Same(work, index, awarded, receiving.Id, places);
        return giving is null ? Refuse(work, index, EvaluationCodes.NotComparable, $"{awarded.System}, {receiving.Id}") : ByHours(work, index, awarded, giving, home, receiving, places);
    }

    static Conversion Same(EvaluationWork work, int index, AwardedCredits awarded, string to, int places)
    {
        decimal credits = Down(awarded.Points, places);
        Note(work, index, EvaluationCodes.SameSystem, Text($"{credits} {to}"));
        return new Conversion(work[index].Id, awarded.Points, awarded.System, to, null, null, null, awarded.Points, awarded.Points, places, credits);
    }

    static Conversion? ByHours(EvaluationWork work, int index, AwardedCredits awarded, CreditSystem giving, Ruleset home, CreditSystem receiving, int places)
    {
        foreach (HoursPerCredit to in receiving.HoursPerCredit)
        {
            if (!Fixes(to, work.Law.Ruleset) || HoursOf(work[index], awarded, giving, home, to.HoursKind, work) is not var (low, high)) continue;
            work.Rest($"hours per credit of {receiving.Id}", to);
            decimal fewest = low / to.Max, most = high / to.Min, credits = Down(fewest, places);
            string shown = Text($"{awarded.Points} {giving.Id} = {Range(low, high)} h ({to.HoursKind}) = {Range(Math.Round(fewest, 4), Math.Round(most, 4))} {receiving.Id} → {credits}");
            Note(work, index, fewest == most ? EvaluationCodes.ConvertedExactly : EvaluationCodes.ConvertedInRange, shown);
            return new Conversion(work[index].Id, awarded.Points, giving.Id, receiving.Id, to.HoursKind, low, high, fewest, most, places, credits);
        }

        return Refuse(work, index, EvaluationCodes.NotComparable, $"{giving.Id}, {receiving.Id}");
    }

    /// <summary>Hours of a kind behind an amount, from the law of the side that awarded it.</summary>
    static (decimal Low, decimal High)? HoursOf(PresentedAchievement achievement, AwardedCredits awarded, CreditSystem giving, Ruleset home, string kind, EvaluationWork work)
    {
        foreach (HoursPerCredit from in giving.HoursPerCredit)
        {
            if (from.HoursKind != kind || from.Component is not null || !Fixes(from, home)) continue;
            work.Rest($"hours per credit of {giving.Id}", from);
            decimal low = awarded.Points * from.Min, high = awarded.Points * from.Max;
            return achievement.Hours is { } hours && hours.Kind == kind && hours.Hours >= low && hours.Hours <= high ? (hours.Hours, hours.Hours) : (low, high);
        }

        return null;
    }

    /// <summary>A range that only makes amounts plausible (<c>warn</c>) says nothing of what one credit stands for.</summary>
    static bool Fixes(HoursPerCredit range, Ruleset ruleset) => range.Effect == RuleEffect.Reject && ruleset.Decides(range);

    static Conversion? Refuse(EvaluationWork work, int index, EvaluationCode code, string? why = null)
    {
        Note(work, index, code, why);
        return null;
    }

    static void Note(EvaluationWork work, int index, EvaluationCode code, string? detail) => work.Findings.Add(new EvaluationFinding(code, work[index].Id, null, detail));

    static string Range(decimal low, decimal high) => low == high ? Text($"{low}") : Text($"{low}–{high}");

    static decimal Down(decimal credits, int places) => decimal.Round(credits, places, MidpointRounding.ToZero);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
