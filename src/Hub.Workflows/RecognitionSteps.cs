using Hub.Recognition.Cases;

namespace Hub.Workflows;

/// <summary>Steps of recognition. Names and shapes are stored history.</summary>
public static class RecognitionSteps
{
    public static readonly Step<CaseRef, CaseView> Look = new("recognition-look");
    public static readonly Step<CaseRef, CaseView> Evaluate = new("recognition-evaluate");
    public static readonly Step<CaseTurnRef, TurnDates> Schedule = new("recognition-schedule");
    public static readonly Step<CaseTurnRef, CaseView> Remind = new("recognition-remind");
    public static readonly Step<CaseTurnRef, LapseView> Lapse = new("recognition-lapse");
    public static readonly Step<CaseRef, CaseView> Notify = new("recognition-notify");
    public static readonly Step<CaseRef, CaseView> Finish = new("recognition-finish");

    /// <summary>Adds the process of recognition and the use cases behind its steps.</summary>
    public static WorkflowSet AddRecognition(this WorkflowSet set, CaseSteps steps) => set
        .Add<CaseRef, CaseView>(CaseChanges.Workflow, RecognitionWorkflow.RunAsync)
        .Add(Look, steps.LookAsync)
        .Add(Evaluate, steps.EvaluateAsync)
        .Add(Schedule, steps.ScheduleAsync)
        .Add(Remind, steps.RemindAsync)
        .Add(Lapse, steps.LapseAsync)
        .Add(Notify, steps.NotifyAsync)
        .Add(Finish, steps.FinishAsync);
}
