using Hub.Recognition.Cases;

namespace Hub.Workflows;

/// <summary>Steps of recognition. Names and shapes are stored history.</summary>
public static class RecognitionSteps
{
    public static readonly Step<CaseRef, CaseView> Look = new(RecognitionStepNames.Look);
    public static readonly Step<CaseRef, CaseView> Evaluate = new(RecognitionStepNames.Evaluate);
    public static readonly Step<CaseTurnRef, TurnDates> Schedule = new(RecognitionStepNames.Schedule);
    public static readonly Step<CaseTurnRef, CaseView> Remind = new(RecognitionStepNames.Remind);
    public static readonly Step<CaseTurnRef, LapseView> Lapse = new(RecognitionStepNames.Lapse);
    public static readonly Step<CaseRef, CaseView> Notify = new(RecognitionStepNames.Notify);
    public static readonly Step<CaseRef, CaseView> Finish = new(RecognitionStepNames.Finish);

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

/// <summary>Names of the steps: of functions in the cloud, and in stored histories.</summary>
public static class RecognitionStepNames
{
    public const string Look = "recognition-look";
    public const string Evaluate = "recognition-evaluate";
    public const string Schedule = "recognition-schedule";
    public const string Remind = "recognition-remind";
    public const string Lapse = "recognition-lapse";
    public const string Notify = "recognition-notify";
    public const string Finish = "recognition-finish";
}
