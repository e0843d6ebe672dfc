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
    /// <summary>The trigger of the host decodes Base64; without it every message would end as poison, unseen.</summary>
    static readonly QueueClientOptions QueueOptions = new() { MessageEncoding = QueueMessageEncoding.Base64 };

    public AzureStorage(AzureStorageOptions options)
    {
        (TableServiceClient tables, BlobServiceClient blobs, QueueServiceClient queues) = Connect(options);
        Tables = new AzureTables(tables, options.TablePrefix);
        Blobs = new AzureBlobs(blobs.GetBlobContainerClient(options.Container));
        Queue = new AzureQueue(queues);
        UploadLinks = new SharedAccessLinks(blobs, blobs.GetBlobContainerClient(options.Container), TimeProvider.System);
    }

    public ITables Tables { get; }

    public IRemains Remains { get; } = new ServiceRemains();

    public IBlobs Blobs { get; }

    public IQueue Queue { get; }

    public IUploadLinks UploadLinks { get; }

    static (TableServiceClient, BlobServiceClient, QueueServiceClient) Connect(AzureStorageOptions options)
    {
        if (!string.IsNullOrEmpty(options.ConnectionString))
            return (new TableServiceClient(options.ConnectionString), new BlobServiceClient(options.ConnectionString), new QueueServiceClient(options.ConnectionString, QueueOptions));

        if (string.IsNullOrEmpty(options.AccountName)) throw new ArgumentException("Neither a connection string nor the name of a storage account is configured.", nameof(options));
        TokenCredential credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = options.ClientId });
        return (
            new TableServiceClient(EndpointOf("table"), credential),
            new BlobServiceClient(EndpointOf("blob"), credential),
            new QueueServiceClient(EndpointOf("queue"), credential, QueueOptions));

        Uri EndpointOf(string kind) => new($"https://{options.AccountName}.{kind}.core.windows.net");
    }
}
