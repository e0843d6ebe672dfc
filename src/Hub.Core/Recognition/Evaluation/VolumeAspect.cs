using System.Globalization;
using Hub.Rules;

namespace Hub.Recognition.Evaluation;

/// <summary>Credits a proposal comes to. Nothing here creates credits: each part and each achievement counts once, and never beyond the target.</summary>
static class VolumeAspect
{
    public static EvaluatedVolume Judge(EvaluationWork work)
    {
        if (work.Law.Route.Volume is { } rule) work.Rest("volume", rule);
        return work.Law.Volume switch
        {
            VolumeRule.OwnCredits => OfParts(work),
            VolumeRule.Converted => OfAchievements(work),
            _ => NotCounted(work),
        };
    }

    static EvaluatedVolume NotCounted(EvaluationWork work)
    {
        work.Findings.Add(new EvaluationFinding(EvaluationCodes.VolumeNotCounted, null));
        return new EvaluatedVolume(null, null, [], [], []);
    }

    static EvaluatedVolume OfParts(EvaluationWork work)
    {
        RecognitionTarget target = work.Input.Target.Target;
        var room = new CapRoom(work);
        var counted = new List<CountedCredits>(work.Best.Length);
        decimal total = 0;
        for (int i = 0; i < work.Best.Length; i++)
        {
            if (work.Best[i].Extent != Extent.Covered) continue;
            if (target.Parts[i].Credits is { } credits) total += Count(counted, work, work.Best[i].Achievement, target.Parts[i].Id, room.Take(work.Best[i].Achievement, credits));
            else if (target.CreditSystem is not null) work.Findings.Add(new EvaluationFinding(EvaluationCodes.PartWithoutCredits, null, target.Parts[i].Id));
        }

        work.Findings.Add(new EvaluationFinding(EvaluationCodes.OwnCredits, null, null, target.CreditSystem is { } system ? string.Create(CultureInfo.InvariantCulture, $"{total} {system}") : "–"));
        return new EvaluatedVolume(target.CreditSystem, target.CreditSystem is null ? null : total, [], room.Result(), target.CreditSystem is null ? [] : counted);
    }

    static EvaluatedVolume OfAchievements(EvaluationWork work)
    {
        var conversions = new List<Conversion>(work.Used.Length);
        var counted = new List<CountedCredits>(work.Used.Length);
        var room = new CapRoom(work);
        decimal total = 0;
        bool known = true;
        for (int i = 0; i < work.Used.Length; i++)
        {
            if (!work.Used[i]) continue;
            if (CreditConversions.Convert(work, i) is not { } conversion)
            {
                known = false;
                room.TakeUnknown(i);
                continue;
            }

            conversions.Add(conversion);
            total += Count(counted, work, i, null, room.Take(i, conversion.Credits));
        }

        return new EvaluatedVolume(work.Input.Target.Target.CreditSystem, known ? total : null, conversions, room.Result(), counted);
    }

    static decimal Count(List<CountedCredits> counted, EvaluationWork work, int achievement, string? part, decimal credits)
    {
        counted.Add(new CountedCredits(work[achievement].Id, part, credits));
        return credits;
    }
}

/// <summary>What the receiver's caps and the target itself leave to recognise.</summary>
sealed class CapRoom
{
    readonly EvaluationWork _work;
    readonly IReadOnlyList<CreditingCap> _caps;
    readonly decimal[] _asked;
    readonly bool[] _unknown;
    readonly decimal[] _taken;
    decimal _whole;

    public CapRoom(EvaluationWork work)
    {
        (_work, _caps) = (work, work.Law.Route.Caps);
        (_asked, _unknown, _taken) = (new decimal[_caps.Count], new bool[_caps.Count], new decimal[_caps.Count]);
    }

    decimal? TargetCredits => _work.Input.Target.Target.Credits;

    /// <summary>How much of an achievement's credits may count. Caps that are unverified are shown and do not limit.</summary>
    public decimal Take(int achievement, decimal credits)
    {
        decimal taken = TargetCredits is { } whole ? Math.Min(credits, Math.Max(0, whole - _whole)) : credits;
        for (int i = 0; i < _caps.Count; i++)
        {
            if (!Concerns(i, achievement)) continue;
            _asked[i] += credits;
            if (TargetCredits is { } of && _work.Law.Ruleset.Decides(_caps[i])) taken = Math.Min(taken, Math.Max(0, _caps[i].Of(of) - _taken[i]));
        }

        for (int i = 0; i < _caps.Count; i++)
            if (Concerns(i, achievement)) _taken[i] += taken;
        _whole += taken;
        return taken;
    }

    public void TakeUnknown(int achievement)
    {
        for (int i = 0; i < _caps.Count; i++) _unknown[i] |= Concerns(i, achievement);
    }

    /// <summary>The caps that something counts against, with what was found about them.</summary>
    public List<CapUse> Result()
    {
        var result = new List<CapUse>(_caps.Count);
        for (int i = 0; i < _caps.Count; i++)
        {
            if (_asked[i] == 0 && !_unknown[i]) continue;
            CreditingCap cap = _caps[i];
            _work.Rest($"cap {cap.Id}", cap);
            var use = new CapUse(cap.Id, TargetCredits is { } of ? decimal.Round(cap.Of(of), 4, MidpointRounding.ToZero) : null, _unknown[i] ? null : _asked[i], cap.Source);
            bool decides = _work.Law.Ruleset.Decides(cap);
            if (use.IsExceeded && decides) Note(EvaluationCodes.CapExceeded, use, ">");
            else if (use.Most is null || use.Credits is null || use.IsExceeded) Note(EvaluationCodes.CapUnknown, use, "/");
            result.Add(use);
        }

        return result;
    }

    bool Concerns(int cap, int achievement) => _caps[cap].Concerns(_work[achievement].Setting, _work[achievement].Kind, _work[achievement].Sector);

    void Note(EvaluationCode code, CapUse use, string sign) =>
        _work.Findings.Add(new EvaluationFinding(code, null, null, $"{use.Cap}, {Known(use.Credits)} {sign} {Known(use.Most)}"));

    static string Known(decimal? credits) => credits?.ToString(CultureInfo.InvariantCulture) ?? "?";
}
