using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Hub.Azure.Tests;

/// <summary>The wire between a client and its service, with the faults that wires and services have, each so many times.</summary>
public sealed class FaultyWire() : DelegatingHandler(new HttpClientHandler())
{
    int _busy, _silent, _lost;

    /// <summary>Requests that were sent, those that failed included.</summary>
    public int Requests { get; private set; }

    /// <summary>Answers of a busy service: 503.</summary>
    public int Busy { get => _busy; set => _busy = value; }

    /// <summary>Requests that nobody answers.</summary>
    public int Silent { get => _silent; set => _silent = value; }

    /// <summary>Requests that are carried out and whose answers get lost.</summary>
    public int Lost { get => _lost; set => _lost = value; }

    /// <summary>Puts the wire under a client; waits between tries shrink to nothing.</summary>
    public void Under(ClientOptions client)
    {
        client.Transport = new HttpClientTransport(new HttpClient(this));
        client.Retry.Delay = client.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        if (_busy-- > 0) return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request };
        if (_silent-- > 0) await Task.Delay(Timeout.Infinite, cancellationToken);
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        if (_lost-- <= 0) return answer;
        answer.Dispose();
        throw new HttpRequestException("The connection was reset.");
    }
}
