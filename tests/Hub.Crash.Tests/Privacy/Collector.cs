using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.Crash.Tests.Privacy;

/// <summary>Takes what a hub sends by the OpenTelemetry protocol, and keeps the bytes: names and values stand in them as plain text.</summary>
sealed class Collector : IAsyncDisposable
{
    readonly HttpListener _listener = new();
    readonly MemoryStream _taken = new();
    readonly Task _work;

    public Collector()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://localhost:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _work = TakeAsync();
    }

    public string Address { get; }

    /// <summary>Everything that came, bytes that are no text included.</summary>
    public string Text
    {
        get
        {
            lock (_taken) return Encoding.UTF8.GetString(_taken.ToArray());
        }
    }

    async Task TakeAsync()
    {
        while (true)
        {
            HttpListenerContext sent;
            try
            {
                sent = await _listener.GetContextAsync();
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var body = new MemoryStream();
            try
            {
                await sent.Request.InputStream.CopyToAsync(body);
                sent.Response.Close();
            }
            catch (Exception gone) when (gone is HttpListenerException or IOException)
            {
                // the hub was killed while it sent; what came of it counts
            }

            lock (_taken) body.WriteTo(_taken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _work;
        await _taken.DisposeAsync();
    }
}
