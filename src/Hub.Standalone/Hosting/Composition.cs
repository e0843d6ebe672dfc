using Hub.Access;
using Hub.Catalogue;
using Hub.Feed;
using Hub.Formats.Csv;
using Hub.Organisations;
using Hub.Records;
using Hub.Releases;
using Hub.Rules;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Work;

namespace Hub.Standalone.Hosting;

static class Composition
{
    public static IServiceCollection AddHubCore(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IRulesets>(_ => Rulesets.LoadDefault());
        services.AddSingleton(_ => Vocabularies.LoadDefault());
        services.AddSingleton<IRecordKind, CatalogueKind>();
        services.AddSingleton<IRecordKind, OrganisationKind>();
        services.AddSingleton<RecordKinds>();
        services.AddSingleton<ISubmissionFormat, CsvFormat>();
        services.AddSingleton<IReleaseTable, ReleaseCsv>();
        services.AddSingleton(_ => ColumnSynonyms.LoadDefault());
        services.AddSingleton<PrepareBody>();
        services.AddSingleton<CheckFileHandler>();
        services.AddSingleton<RecordTable>();
        services.AddSingleton<RecordListing>();
        services.AddSingleton<PutRecordHandler>();
        services.AddSingleton<OrganisationRegister>();
        services.AddSingleton<SubmissionStore>();
        services.AddSingleton<ReceiveSubmissionHandler>();
        services.AddSingleton<SplitSubmissionHandler>();
        services.AddSingleton<JudgeChunkHandler>();
        services.AddSingleton<ApplySubmissionHandler>();
        services.AddSingleton<FinishSubmission>();
        services.AddSingleton<EndSubmission>();
        services.AddSingleton<Sequencer>();
        services.AddSingleton<FeedReader>();
        services.AddSingleton<ReleaseStore>();
        services.AddSingleton<CutReleaseHandler>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<AddApiKeyHandler>();
        services.AddSingleton<WorkRouter>();
        return services;
    }
}
