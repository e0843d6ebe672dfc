using Hub.Formats;
using Hub.Formats.Csv;
using Hub.Formats.Elm.Out;
using Hub.Functions.Orchestrations;
using Hub.Http;
using Hub.Learners.CreditRecords.Forms;
using Hub.Learners.Sealing;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Releases;
using Hub.Rules;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Keys;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Submissions.Layout;
using Hub.Workflows;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hub.Functions;

/// <summary>What this host gives to the hub: storage and key of the cloud, formats, national data.</summary>
static class Composition
{
    /// <summary>Above the hub's own limit, so that the hub's answer to a body that is too large gets out.</summary>
    const long MaxRequestBytes = 64 * 1024 * 1024;

    public static void AddHubParts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(_ => new AzureStorage(OptionsOf(configuration)));
        services.AddSingleton(hub => hub.GetRequiredService<AzureStorage>().Tables);
        services.AddSingleton(hub => hub.GetRequiredService<AzureStorage>().Remains);
        services.AddSingleton<IBlobs>(hub => new SealedBlobs(hub.GetRequiredService<AzureStorage>().Blobs, hub.GetRequiredService<ITables>(), hub.GetRequiredService<SubmissionSecrets>()));
        services.AddSingleton(hub => hub.GetRequiredService<AzureStorage>().Queue);
        services.AddSingleton(hub => hub.GetRequiredService<AzureStorage>().Backlog);
        services.AddSingleton(hub => hub.GetRequiredService<AzureStorage>().UploadLinks);
        services.AddSingleton(hub => new WorkflowSet().AddRecognition(hub.GetRequiredService<CaseSteps>()));
        services.AddSingleton<StepRunner>();
        services.AddSingleton<BoundClient>();
        services.AddSingleton<IWorkflows, DurableWorkflows>();
        services.AddSingleton(_ => SignerOf(configuration));
        services.AddSingleton<IKeyRing>(_ => new SettingKeyRing(configuration["Hub:LearnerPepper"], configuration["Hub:WrappingKeys"]));
        services.AddSingleton<IRulesets>(_ => Rulesets.LoadDefault());
        services.AddSingleton(_ => Vocabularies.LoadDefault());
        services.AddSingleton(_ => ColumnSynonyms.LoadDefault());
        services.AddSingleton(hub => ColumnMaps.LoadDefault(extraFolder: null, [.. hub.GetServices<IRecordKind>()]));
        foreach (ICreditRecordForm form in CreditRecordForms.All) services.AddSingleton(form);
        foreach (ISubmissionFormat format in SubmissionFormats.All) services.AddSingleton(hub => format.WithSchemas(hub.GetRequiredService<IOptions<HubOptions>>().Value.SchemaFolder));
        services.AddSingleton<IReleaseTable, ReleaseCsv>();
        services.AddSingleton<IReleaseLoq, ReleaseLoq>();
        services.Configure<KestrelServerOptions>(server => server.Limits.MaxRequestBodySize = MaxRequestBytes);
    }

    /// <summary>A key that stays in its vault, or one from a setting.</summary>
    static ISigner SignerOf(IConfiguration configuration) => configuration["Hub:SigningVaultKey"] is { Length: > 0 } key
        ? KeyVaultSigner.Open(key, AzureStorage.CredentialOf(OptionsOf(configuration)), TimeProvider.System)
        : new SettingSigner(configuration["Hub:SigningKey"], configuration["Hub:RetiredKeys"]);

    /// <summary>The same settings by which the host's queue triggers find the account.</summary>
    static AzureStorageOptions OptionsOf(IConfiguration configuration)
    {
        IConfigurationSection account = configuration.GetSection(Settings.Storage);
        var standard = new AzureStorageOptions();
        return standard with
        {
            ConnectionString = account.Value,
            AccountName = account["accountName"],
            ClientId = account["clientId"] is { Length: > 0 } id ? id : null,
            TablePrefix = configuration["Hub:TablePrefix"] ?? standard.TablePrefix,
            Container = configuration["Hub:Container"] is { Length: > 0 } container ? container : standard.Container,
        };
    }
}
