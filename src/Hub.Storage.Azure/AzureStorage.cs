using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Hub.Ports;
using Hub.Storage.Azure.Blobs;
using Hub.Storage.Azure.Queues;
using Hub.Storage.Azure.Tables;
using Hub.Storage.Azure.Uploads;

namespace Hub.Storage.Azure;

/// <summary>The three storage ports on one Azure storage account. Holds no connection of its own; one instance serves the process.</summary>
public sealed class AzureStorage
{
    /// <summary>Tries after the first one. With waits of 0.5 s to 15 s between them, an account that is busy for half a minute is no fault.</summary>
    const int Retries = 6;

    public AzureStorage(AzureStorageOptions options)
    {
        (TableServiceClient tables, BlobServiceClient blobs, QueueServiceClient queues) = Connect(options);
        Tables = new AzureTables(tables, options.TablePrefix);
        Blobs = new AzureBlobs(blobs.GetBlobContainerClient(options.Container));
        var queue = new AzureQueue(queues);
        (Queue, Backlog) = (queue, queue);
        UploadLinks = new SharedAccessLinks(blobs, blobs.GetBlobContainerClient(options.Container), TimeProvider.System);
    }

    public ITables Tables { get; }

    public IRemains Remains { get; } = new ServiceRemains();

    public IBlobs Blobs { get; }

    public IQueue Queue { get; }

    public IBacklog Backlog { get; }

    public IUploadLinks UploadLinks { get; }

    static (TableServiceClient, BlobServiceClient, QueueServiceClient) Connect(AzureStorageOptions options)
    {
        TableClientOptions tables = Patient(new TableClientOptions(), options.TryTimeout, options);
        BlobClientOptions blobs = Patient(new BlobClientOptions(), options.TransferTimeout, options);
        // The trigger of the host decodes Base64; without it every message would end as poison, unseen.
        QueueClientOptions queues = Patient(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, options.TryTimeout, options);
        if (!string.IsNullOrEmpty(options.ConnectionString))
            return (new TableServiceClient(options.ConnectionString, tables), new BlobServiceClient(options.ConnectionString, blobs), new QueueServiceClient(options.ConnectionString, queues));

        if (string.IsNullOrEmpty(options.AccountName)) throw new ArgumentException("Neither a connection string nor the name of a storage account is configured.", nameof(options));
        TokenCredential credential = CredentialOf(options);
        return (new TableServiceClient(EndpointOf("table"), credential, tables), new BlobServiceClient(EndpointOf("blob"), credential, blobs), new QueueServiceClient(EndpointOf("queue"), credential, queues));

        Uri EndpointOf(string kind) => new($"https://{options.AccountName}.{kind}.core.windows.net");
    }

    /// <summary>The identity of the app, or of a developer who is signed in.</summary>
    public static TokenCredential CredentialOf(AzureStorageOptions options) => new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId });

    /// <summary>Tries again what failed on the way, or because the service was busy, with growing waits that are not the same for all; when the service says how long, that long.</summary>
    static T Patient<T>(T client, TimeSpan timeout, AzureStorageOptions options)
        where T : ClientOptions
    {
        client.Retry.Mode = RetryMode.Exponential;
        client.Retry.MaxRetries = Retries;
        client.Retry.Delay = TimeSpan.FromSeconds(0.5);
        client.Retry.MaxDelay = TimeSpan.FromSeconds(15);
        client.Retry.NetworkTimeout = timeout;
        options.Configure?.Invoke(client);
        return client;
    }
}
