using System.Globalization;
using System.Text.Json;

namespace Hub.Rules.Explanations;

/// <summary>The rules of recognition in words.</summary>
static class RouteLines
{
    public static IEnumerable<RuleLine> Counting(Ruleset ruleset)
    {
        if (ruleset.DayCounting is not { } counting) yield break;
        if (counting.EventDayExcluded is { } start)
            yield return Line("counting: day of the event", start.Value ? "is not counted" : "is counted", start);
        if (counting.EndOnClosedDay is { } end)
            yield return Line("counting: end on a closed day", end.Value == ClosedEnd.Stays ? "stays" : "goes on to the next working day", end);
        if (counting.AllDaysOverMonths is { } months)
            yield return Line("counting: long terms", Invariant($"terms of working days over {months.Value} months count all days"), months);
    }

    public static IEnumerable<RuleLine> Of(RecognitionRoute route)
    {
        yield return Line($"recognition: {route.Id}", $"decided by {route.CompetentInstitution}; clock starts {Word(route.ClockStarts)}; silence: {Word(route.OnSilence)}", route);
        foreach (RouteTerm term in route.Terms)
            yield return Line($"recognition: {route.Id}, {Word(term.Name)}", Invariant($"{term.Length} {Word(term.Unit)}"), term);
        if (route.AutomaticGrant is { } grant)
            yield return Line($"recognition: {route.Id}, automatic grant", grant.Value ? "a machine may grant in full" : "only persons grant", grant);
        if (route.FourEyes is { } eyes)
            yield return Line($"recognition: {route.Id}, four eyes", eyes.Value ? "two persons decide" : "one person decides", eyes);
        if (route.AgreementNeeded is { } agreement)
            yield return Line($"recognition: {route.Id}, agreement", agreement.Value ? "a learning agreement is needed" : "no agreement is needed", agreement);
        if (route.Volume is { } volume)
            yield return Line($"recognition: {route.Id}, volume", Word(volume.Value), volume);
        foreach (CreditingCap cap in route.Caps)
            yield return Line($"recognition: {route.Id}, cap {cap.Id}", Invariant($"at most {cap.Numerator}/{cap.Denominator} of the target's credits"), cap);
    }

    static RuleLine Line(string key, string says, IRule rule) => new(key, says, null, rule.Confidence, rule.Source);

    static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
