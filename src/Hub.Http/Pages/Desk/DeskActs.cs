using System.Collections.Frozen;
using Hub.Recognition.Cases;
using Hub.Recognition.Requests;

namespace Hub.Http.Pages.Desk;

/// <summary>Hands what the forms of the desk say to the use cases of the API. What may be done they know, and nothing here.</summary>
static class DeskActs
{
    public const string AssignMe = "assign-me", AssignNobody = "assign-nobody", Note = "note", Ask = "information", Hear = "hearing", EndHearing = "hearing-end", Delay = "delay", Decide = "decide", Close = "close", EndWindow = "window-end", MeetConditions = "conditions-met";

    public static readonly FrozenSet<string> Names = new[] { AssignMe, AssignNobody, Note, Ask, Hear, EndHearing, Delay, Decide, Close, EndWindow, MeetConditions }.ToFrozenSet(StringComparer.Ordinal);

    static readonly char[] BetweenCodes = [' ', ',', ';', '\r', '\n', '\t'];

    /// <summary>Null for an act there is not.</summary>
    public static Task<Result<RecognitionCase>>? DoAsync(ActOnCase acts, Caller caller, string id, string act, IFormCollection form, CancellationToken cancel) => act switch
    {
        AssignMe => acts.AssignAsync(caller, id, caller.KeyId, cancel),
        AssignNobody => acts.AssignAsync(caller, id, null, cancel),
        Note => acts.NoteAsync(caller, id, form["text"], cancel),
        Ask => acts.AskAsync(caller, id, form["owed"].ToString().Split(BetweenCodes, StringSplitOptions.RemoveEmptyEntries), cancel),
        Hear => acts.HearAsync(caller, id, cancel),
        EndHearing => acts.EndHearingAsync(caller, id, cancel),
        Delay => acts.TellDelayAsync(caller, id, form["reason"], DateOnly.TryParseExact(form["expected"], "yyyy-MM-dd", out DateOnly day) ? day : null, cancel),
        Close => acts.CloseAsync(caller, id, cancel),
        EndWindow => acts.EndWindowAsync(caller, id, cancel),
        MeetConditions => acts.MeetConditionsAsync(caller, id, cancel),
        Decide => Written(form) is { } written ? acts.DecideAsync(caller, id, written, cancel) : Task.FromResult<Result<RecognitionCase>>(V1.CaseListProblems.OutcomeMissing()),
        _ => null,
    };

    /// <summary>Null where no outcome is chosen. A full grant says nothing of what the form asks for the others, and neither does an outcome of what only another has.</summary>
    static WrittenDecision? Written(IFormCollection form)
    {
        if (!V1.QueryName.TryRead(form["outcome"].ToString(), out DecisionOutcome? chosen) || chosen is not { } outcome) return null;
        if (outcome == DecisionOutcome.Full) return new WrittenDecision(outcome, null, [], TextOf(form, "reasons"), null, All(form, "every"), null, []);
        return new WrittenDecision(
            outcome, TextOf(form, "ground"), All(form, "remedy"), TextOf(form, "reasons"), TextOf(form, "appeal"), All(form, "part"),
            outcome == DecisionOutcome.Alternative ? TextOf(form, "alternative") : null, outcome == DecisionOutcome.Conditional ? All(form, "condition") : []);
    }

    /// <summary>A field that was left empty says nothing.</summary>
    static string? TextOf(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    static string[] All(IFormCollection form, string name) => [.. form[name].OfType<string>()];
}
