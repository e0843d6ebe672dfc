using Hub.Access;
using Hub.Feed;
using Hub.Http.Description;
using Hub.Http.Pipeline;
using Hub.Http.SignIn;
using Hub.Http.V1;
using Hub.Organisations;
using Hub.Records;
using Hub.Releases;
using Hub.Submissions;
using Hub.Work;
using Microsoft.Extensions.DependencyInjection.Extensions;

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
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddRecords();
        services.AddSubmissions();
        services.AddReleases();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<AddApiKeyHandler>();
        services.AddSingleton<WorkRouter>();
        return services.AddHttp();
    }

    static void AddRecords(this IServiceCollection services)
    {
        services.AddSingleton<RecordKinds>();
        services.AddSingleton<RecordTable>();
        services.AddSingleton<RecordListing>();
        services.AddSingleton<PutRecordHandler>();
        services.AddSingleton<OrganisationRegister>();
        services.AddSingleton<Sequencer>();
        services.AddSingleton<FeedReader>();
    }

    static void AddSubmissions(this IServiceCollection services)
    {
        services.AddSingleton<SubmissionStore>();
        services.AddSingleton<PrepareBody>();
        services.AddSingleton<ReceiveSubmissionHandler>();
        services.AddSingleton<SplitSubmissionHandler>();
        services.AddSingleton<JudgeChunkHandler>();
        services.AddSingleton<ApplySubmissionHandler>();
        services.AddSingleton<FinishSubmission>();
        services.AddSingleton<EndSubmission>();
        services.AddSingleton<CheckFileHandler>();
    }

    static void AddReleases(this IServiceCollection services)
    {
        services.AddSingleton<ReleaseStore>();
        services.AddSingleton<CutReleaseHandler>();
    }

    static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddRouting();
        services.AddSingleton<BearerKeys>();
        services.AddSingleton<NewestRelease>();
        services.AddHttpJson();
        services.AddClientLimits();
        services.AddApiDescription();
        // Bad JSON is the client's affair in every environment, not a fault (the default differs under Development).
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = false);
        services.Configure<ExceptionHandlerOptions>(FaultAnswer.Configure);
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
