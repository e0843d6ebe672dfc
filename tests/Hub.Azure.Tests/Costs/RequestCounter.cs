using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Hub.Azure.Tests.Costs;

/// <summary>Counts every request that a client sends, those it sends again included: the service bills each.</summary>
public sealed class RequestCounter
{
    long _tables, _blobWrites, _blobReads, _queues;

    /// <summary>What the host does in the hub's place is not the hub's.</summary>
    public bool IsPaused { get; set; }

    public long Tables => Interlocked.Read(ref _tables);

    /// <summary>Listings too: they are billed as writes. Deletions are not billed.</summary>
    public long BlobWrites => Interlocked.Read(ref _blobWrites);

    public long BlobReads => Interlocked.Read(ref _blobReads);

    public long Queues => Interlocked.Read(ref _queues);

    /// <summary>Puts the counter under a client.</summary>
    public void Under(ClientOptions client) => client.AddPolicy(new Policy(this, client), HttpPipelinePosition.PerRetry);

    void Count(ClientOptions client, Request request)
    {
        if (IsPaused) return;
        if (client is TableClientOptions) Interlocked.Increment(ref _tables);
        else if (client is QueueClientOptions) Interlocked.Increment(ref _queues);
        else if (client is not BlobClientOptions) throw new InvalidOperationException($"Nobody counts the requests of {client.GetType().Name}.");
        else if (request.Method == RequestMethod.Put || request.Uri.Query.Contains("comp=list", StringComparison.Ordinal)) Interlocked.Increment(ref _blobWrites);
        else if (request.Method != RequestMethod.Delete) Interlocked.Increment(ref _blobReads);
    }

    sealed class Policy(RequestCounter counter, ClientOptions client) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => counter.Count(client, message.Request);
    }
}
