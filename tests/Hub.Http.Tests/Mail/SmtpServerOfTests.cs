using System.Net.Sockets;
using System.Text;

namespace Hub.Http.Tests.Mail;

/// <summary>A mail server that keeps what it takes (RFC 5321, the commands that are needed).</summary>
sealed class SmtpServerOfTests : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Task _work;

    public SmtpServerOfTests()
    {
        _listener.Start();
        _work = Task.Run(ServeAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Messages as they came, with their headers.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>What it answers to a recipient.</summary>
    public string RecipientAnswer { get; set; } = "250 fine";

    async Task ServeAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            return;     // the test is over
        }
    }

    async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 tests ready");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            string command = line.Split(' ')[0].ToUpperInvariant();
            if (command == "DATA") await TakeAsync(reader, writer);
            else await writer.WriteLineAsync(command switch { "RCPT" => RecipientAnswer, "QUIT" => "221 bye", _ => "250 fine" });
            if (command == "QUIT") return;
        }
    }

    async Task TakeAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("354 go on");
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".") message.Append(line).Append("\r\n");
        Messages.Add(message.ToString());
        await writer.WriteLineAsync("250 taken");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _listener.Dispose();
        _stop.Dispose();
    }
}
