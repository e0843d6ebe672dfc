using Hub.Access;
using Hub.Agreements;
using Hub.Agreements.Mobility;
using Hub.Audit;
using Hub.Catalogue;
using Hub.Catalogue.Links;
using Hub.Catalogue.Listing;
using Hub.Catalogue.Outcomes;
using Hub.Catalogue.Search;
using Hub.Catalogue.Standards;
using Hub.Catalogue.Versions;
using Hub.Design;
using Hub.Esco;
using Hub.Feed;
using Hub.Http.Description;
using Hub.Http.Mail;
using Hub.Http.Pages;
using Hub.Http.Pages.Site;
using Hub.Http.Pipeline;
using Hub.Http.SignIn;
using Hub.Http.SignIn.Tokens;
using Hub.Http.V1;
using Hub.Learners;
using Hub.Learners.Access;
using Hub.Learners.Achievements;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Reading;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Learners.Requests;
using Hub.Learners.Sealing;
using Hub.Notifications;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Recognition.Documents;
using Hub.Recognition.Equivalences;
using Hub.Recognition.Requests;
using Hub.Recognition.Requests.Files;
using Hub.Recognition.Statistics;
using Hub.Recognition.Uses;
using Hub.Recognition.WhatIf;
using Hub.Records;
using Hub.Releases;
using Hub.Releases.Gone;
using Hub.Releases.TakeDowns;
using Hub.Rules.Adoptions;
using Hub.Rules.Governance;
using Hub.Rules.Previews;
using Hub.Submissions;
using Hub.Submissions.Holds;
using Hub.Submissions.Layout;
using Hub.Submissions.Retention;
using Hub.Submissions.Rounds;
using Hub.Submissions.Uploads;
using Hub.Work;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Hub.Http;

/// <summary>Registers the hub. The host adds what differs from host to host; <see cref="HostParts"/> lists it and says what is missing.</summary>
public static class HubServices
{
    /// <summary>Use cases, endpoints and options (section <c>Hub</c>). All are singletons: none keeps anything of a request.</summary>
    public static IServiceCollection AddHub(this IServiceCollection services)
    {
        services.AddOptions<HubOptions>()
            .BindConfiguration(HubOptions.Section)
            .ValidateDataAnnotations()
            .Validate(o => OrganisationId.IsValid(o.Operator), $"{HubOptions.Section}:{nameof(HubOptions.Operator)} is no organisation id.")
            .Validate(o => string.IsNullOrEmpty(o.Mail.Server) || !string.IsNullOrEmpty(o.Mail.From), $"{HubOptions.Section}:Mail:From is needed with a mail server.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<HubOptions>, IssuerChecks>();
        services.AddSingleton(hub => new ReleaseProfile(Publisher: hub.GetRequiredService<IOptions<HubOptions>>().Value.Name));
        services.AddSingleton(hub => new SubmissionLimits(hub.GetRequiredService<IOptions<HubOptions>>().Value.MaxSubmissionRows));
        services.AddSingleton(hub => new KeepingTimes(TimeSpan.FromDays(hub.GetRequiredService<IOptions<HubOptions>>().Value.KeepWorkDays)));
        services.AddSingleton(hub => KeepingOf(hub.GetRequiredService<IOptions<HubOptions>>().Value));
        services.AddSingleton(hub => new HubOperator(OrganisationId.Parse(hub.GetRequiredService<IOptions<HubOptions>>().Value.Operator)));
        services.AddSingleton(hub => SenderOf(hub.GetRequiredService<IOptions<HubOptions>>().Value));
        services.AddSingleton<INotifier>(hub => hub.GetRequiredService<IOptions<HubOptions>>().Value.Mail.Server is { Length: > 0 }
            ? ActivatorUtilities.CreateInstance<SmtpNotifier>(hub) : ActivatorUtilities.CreateInstance<LogNotifier>(hub));
        return services.AddHubUseCases().AddHttp();
    }

    static NoticeSender SenderOf(HubOptions options) => new(options.Name, options.PublicUrl);

    static ReleaseKeeping KeepingOf(HubOptions options) => new(options.KeepReleases, options.KeepReleaseDays);

    /// <summary>The use cases alone, for commands that run without HTTP. What the host has registered itself stays.</summary>
    public static IServiceCollection AddHubUseCases(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new SubmissionLimits());
        services.TryAddSingleton(new KeepingTimes());
        services.TryAddSingleton(new ReleaseKeeping());
        services.TryAddSingleton(new HubOperator(OrganisationId.Parse(new HubOptions().Operator)));
        services.TryAddSingleton(RecordKinds.Default);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRowSink, FileRequests>());
        services.TryAddSingleton(_ => StandardLifeCycle.LoadDefault());
        services.TryAddSingleton<ICatalogueSearch, MemoryCatalogueSearch>();
        services.AddOptions();
        services.TryAddSingleton<IReleaseSite, StaticSite>();
        services.TryAddSingleton(new NoticeSender(new HubOptions().Name, null));
        services.TryAddSingleton<IContacts, ConfiguredContacts>();
        services.TryAddSingleton<INotifier, LogNotifier>();
        services.TryAddSingleton<ICaseTexts, LearnerTexts>();
        services.TryAddSingleton<IEvaluationInputs, RecognitionInputs>();
        services.TryAddSingleton<IAchievementUses>(hub => hub.GetRequiredService<AchievementUses>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRecognisedOutcomes, RecognisedByCases>());
        services.TryAddSingleton<IDecisionNames, DecisionNames>();
        foreach (Type useCase in UseCases) services.TryAddSingleton(useCase);
        return services;
    }

    static readonly Type[] UseCases =
    [
        typeof(RecordTable), typeof(RecordWriter), typeof(RecordListing), typeof(RecordJudge), typeof(SubmissionNumbers), typeof(PutRecordHandler), typeof(HeldRecords), typeof(ApplyBatchHandler), typeof(WithdrawEntryHandler),
        typeof(LinkIndex), typeof(LinkedEntries), typeof(ReadStructureHandler), typeof(EntryVersions), typeof(FilterReading), typeof(CatalogueListing), typeof(ListOwnEntriesHandler), typeof(ReadOutcomesHandler),
        typeof(OrganisationRegister), typeof(AccreditationListing), typeof(ReadQualityStatusHandler), typeof(EscoReference), typeof(Sequencer), typeof(FeedReader), typeof(FeedWaiting),
        typeof(LearnerStore), typeof(KnownLearners), typeof(LearnerLinks), typeof(LearnerSessions), typeof(LearnerSubjects), typeof(FindOwnLearner), typeof(MakeLearnerLinkHandler), typeof(OpenLearnerLinkHandler), typeof(BindLearnerHandler), typeof(SweepLearnerAccess), typeof(LearnerAccesses), typeof(ReadAccessLogHandler), typeof(LearnerRequests), typeof(MakeRequestHandler), typeof(AnswerRequestHandler), typeof(ExportOwnDataHandler),
        typeof(LearnerRecords), typeof(SubmissionSecrets), typeof(ReadAchievementsHandler), typeof(MergeLearnersHandler), typeof(EraseLearnerHandler), typeof(ClearRemains), typeof(RestrictLearnerHandler),
        typeof(CatalogueNodes), typeof(ReadCreditRecordHandler), typeof(RecordShares), typeof(ShareRecordHandler), typeof(OpenSharedRecordHandler),
        typeof(SubmissionStore), typeof(PrepareBody), typeof(CheckFileHandler), typeof(AdmitSubmission), typeof(ReceiveSubmissionHandler), typeof(StartUploadHandler), typeof(ConfirmUploadHandler), typeof(ExpireUpload), typeof(UploadBlocks), typeof(RehearseSubmission), typeof(SplitSubmissionHandler), typeof(JudgeChunkHandler),
        typeof(ApplySubmissionHandler), typeof(FinishSubmission), typeof(EndSubmission), typeof(SplitCorrection), typeof(ReplaceEntries), typeof(WholeApplies), typeof(OpenRound),
        typeof(FailSubmission), typeof(FailedWorks), typeof(CountCases), typeof(TakeReadings), typeof(SweepSubmissions), typeof(ReceiveCorrectionHandler), typeof(ConfirmSubmissionHandler), typeof(HoldStore), typeof(NoteHolds), typeof(DecideHoldHandler),
        typeof(ReleaseStore), typeof(ReleaseForms), typeof(ReleaseFiles), typeof(ReleaseSwitch), typeof(GoneFileStore), typeof(TidyReleases), typeof(TakeDownStore), typeof(WithdrawReleaseFiles), typeof(CarryOutTakeDown), typeof(OrderTakeDownHandler), typeof(CutReleaseHandler), typeof(AllocatePointsHandler), typeof(CheckWorkloadHandler), typeof(ApiKeys), typeof(RepeatableSecrets), typeof(AddApiKeyHandler), typeof(RevokeApiKeyHandler), typeof(WorkRouter),
        typeof(AdoptionStore), typeof(RulesInForce), typeof(AdoptRulesetHandler), typeof(PreviewRulesHandler), typeof(Competences), typeof(StandardStore), typeof(RecordStandardStepHandler),
        typeof(CaseStore), typeof(CaseLaws), typeof(DecisionStore), typeof(IssueDecision), typeof(ReadDecisionHandler), typeof(CaseStatistics), typeof(ReadDecisionStatistics), typeof(NoticeOutbox), typeof(NoticeRecipients), typeof(DeliverNotice), typeof(CaseChanges), typeof(EnterCase), typeof(DecideCase), typeof(WorkOnCase), typeof(ApplicantOfCase), typeof(CaseSteps),
        typeof(EquivalenceStore), typeof(DeclareEquivalenceHandler),
        typeof(WakeCase), typeof(MeetConditions), typeof(ReopenCases),
        typeof(AgreementRecords), typeof(AgreementSignatures), typeof(ReadSigned), typeof(ReadAgreementHandler), typeof(PutAgreementHandler), typeof(SignAgreementHandler), typeof(ListAgreementsHandler), typeof(CoveringAgreements), typeof(ReadMobilityHandler),
        typeof(ComparedEntries), typeof(AchievementUses), typeof(ProviderCases), typeof(RequestClaims), typeof(RequestRecognitionHandler), typeof(ReadCases), typeof(ActOnCase), typeof(CaseEvidence),
        typeof(DeskSessions),
        typeof(CaseQueue), typeof(ReadPresented),
        typeof(EquivalenceListing), typeof(EquivalenceAuthority), typeof(RequestParties), typeof(PlannedAchievements), typeof(AskWhatIfHandler),
        typeof(AuditTrail), typeof(AuditLog), typeof(AuditReader), typeof(PruneAudit), typeof(CheckpointAudit),
    ];

    static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddRouting();
        // The web server's lines on every request hold addresses, which may hold what people typed; and they cost most of its speed.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
        services.AddSingleton<BearerKeys>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<NewestRelease>();
        services.AddSingleton<OpenAddresses>();
        services.AddSingleton<TakenDown>();
        services.AddHttpJson();
        services.AddPages();
        services.AddClientLimits();
        services.AddApiDescription();
        // Bad JSON is the client's affair in every environment, not a fault (the default differs under Development).
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = false);
        services.Configure<ExceptionHandlerOptions>(FaultAnswer.Configure);
        services.Configure<KestrelServerOptions>(o => o.AddServerHeader = false);
        return services;
    }

    static void AddHttpJson(this IServiceCollection services) => services.ConfigureHttpJsonOptions(o =>
    {
        o.SerializerOptions.Encoder = HubJson.Options.Encoder;
        o.SerializerOptions.DefaultIgnoreCondition = HubJson.Options.DefaultIgnoreCondition;
        o.SerializerOptions.NumberHandling = HubJson.Options.NumberHandling;
        foreach (System.Text.Json.Serialization.JsonConverter converter in HubJson.Options.Converters) o.SerializerOptions.Converters.Add(converter);
    });
}
