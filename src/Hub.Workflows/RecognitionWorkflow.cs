using Hub.Recognition.Cases;

namespace Hub.Workflows;

/// <summary>
/// Recognition from the request to the end of the last appeal. It holds no fact and decides nothing: what people and deadlines do is
/// decided in the case's own commits, and this only knows who is to be woken when. It ends with the case, or when a reopening
/// has started another one in its place.
/// </summary>
public static class RecognitionWorkflow
{
    /// <summary>For stages that nothing but a nudge ends.</summary>
    static readonly DateTimeOffset Never = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Longest sleep: a nudge that was lost costs that much and no more.</summary>
    const int LongestSleepDays = 30;

    public static async Task<CaseView> RunAsync(IWorkflowContext flow, CaseRef of)
    {
        CaseView view = await flow.CallAsync(RecognitionSteps.Look, of);
        while (view.Round == of.Round && view.Stage != CaseStage.Final)
        {
            view = view.Stage switch
            {
                CaseStage.Evaluation => await flow.CallAsync(RecognitionSteps.Evaluate, of),
                CaseStage.Decided => await flow.CallAsync(RecognitionSteps.Notify, of),
                _ => await StayAsync(flow, of, view),           // completeness, review, window of appeal, appeal
            };
        }

        return view.Round == of.Round ? await flow.CallAsync(RecognitionSteps.Finish, of) : view;
    }

    /// <summary>Stays with a turn of a stage until the case goes on: reminds, and at the due time lets the store say what follows.</summary>
    static async Task<CaseView> StayAsync(IWorkflowContext flow, CaseRef of, CaseView turn)
    {
        var at = new CaseTurnRef(of.Case, of.Round, turn.Turn);
        TurnDates dates = await flow.CallAsync(RecognitionSteps.Schedule, at);
        CaseView view;
        for (int i = 0; i < dates.Reminders.Count; i++)
        {
            if (dates.Reminders[i] < flow.Now) continue;
            if ((view = await SleepAsync(flow, of, turn, dates.Reminders[i])) != turn) return view;
            await flow.CallAsync(RecognitionSteps.Remind, at with { Reminder = i });
        }

        if (dates.Due is { } due)
        {
            LapseView lapse;
            do
            {
                if ((view = await SleepAsync(flow, of, turn, due)) != turn) return view;
                lapse = await flow.CallAsync(RecognitionSteps.Lapse, at);
            }
            while (!lapse.HasPassed);       // timers may be early
            if (lapse.View != turn) return lapse.View;
        }

        return await SleepAsync(flow, of, turn, Never);
    }

    /// <summary>Sleeps until the case is no longer in this turn, or until <paramref name="until"/>.</summary>
    static async Task<CaseView> SleepAsync(IWorkflowContext flow, CaseRef of, CaseView turn, DateTimeOffset until)
    {
        for (; ; )
        {
            CaseView view = await flow.CallAsync(RecognitionSteps.Look, of);
            if (view != turn || flow.Now >= until) return view;
            DateTimeOffset look = flow.Now.AddDays(LongestSleepDays);
            await flow.WaitAsync(look < until ? look : until);
        }
    }
}
