using System.Text;
using Hub.Http.Mail;
using Hub.Ports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Hub.Http.Tests.Mail;

/// <summary>E-mail over a real SMTP conversation.</summary>
public sealed class SmtpNotifierTests : IAsyncLifetime
{
    static readonly Notification About = new("0123456789abcdef0123456789abcdef", "case-decided", "PT-X~2026~k", "ana@example.lt", "lt", "Dėl prašymo pripažinti priimtas sprendimas", "Sprendimas yra čia:\r\n\r\nhttps://hub.example/\r\n.\r\nHub\r\n");

    readonly SmtpServerOfTests _server = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    SmtpNotifier Notifier(int? port = null, MailSecurity security = MailSecurity.None) => new(
        Options.Create(new HubOptions { Mail = new MailOptions { Server = "127.0.0.1", Port = port ?? _server.Port, Security = security, From = "hub@hub.example", Timeout = TimeSpan.FromSeconds(5) } }),
        TimeProvider.System, NullLogger<SmtpNotifier>.Instance);

    [Fact]
    public async Task Notify_Twice_SendsTheSameMessageIdInTheRecipientsLanguage()
    {
        Assert.Equal(Delivery.Sent, await Notifier().NotifyAsync(About, Cancel));
        Assert.Equal(Delivery.Sent, await Notifier().NotifyAsync(About, Cancel));

        Assert.Equal(2, _server.Messages.Count);
        Assert.All(_server.Messages, message =>
        {
            Assert.Contains("Message-Id: <0123456789abcdef0123456789abcdef@hub.example>", message, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("Auto-Submitted: auto-generated", message, StringComparison.Ordinal);
            Assert.Contains("To: ana@example.lt", message, StringComparison.Ordinal);
        });
        MimeKit.MimeMessage read = MimeKit.MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(_server.Messages[0].Replace("\r\n..", "\r\n.", StringComparison.Ordinal))), Cancel);
        Assert.Equal((About.Subject, About.Text.ReplaceLineEndings("\n").Trim()), (read.Subject, read.TextBody?.ReplaceLineEndings("\n").Trim()));
    }

    [Fact]
    public async Task Notify_WhenTheAddressIsRefused_IsFinal()
    {
        _server.RecipientAnswer = "550 nobody here";

        Assert.Equal(Delivery.Refused, await Notifier().NotifyAsync(About, Cancel));
        Assert.Equal(Delivery.Refused, await Notifier().NotifyAsync(About with { Address = "no address" }, Cancel));
        Assert.Empty(_server.Messages);
    }

    [Fact]
    public async Task Notify_WhenTheServerIsBusyOrAwayOrUnencrypted_IsTriedLater()
    {
        Assert.Equal(Delivery.TryLater, await Notifier(port: 1).NotifyAsync(About, Cancel));
        Assert.Equal(Delivery.TryLater, await Notifier(security: MailSecurity.StartTls).NotifyAsync(About, Cancel));
        _server.RecipientAnswer = "451 later";
        Assert.Equal(Delivery.TryLater, await Notifier().NotifyAsync(About, Cancel));
        Assert.Empty(_server.Messages);
    }

    [Fact]
    public async Task Log_OfWhatThereIsToTell_HoldsNoAddressAndNoText()
    {
        var log = new Lines();

        Assert.Equal(Delivery.Sent, await new LogNotifier(log).NotifyAsync(About, Cancel));

        string line = Assert.Single(log.Said);
        Assert.Contains("case-decided", line, StringComparison.Ordinal);
        Assert.DoesNotContain("ana", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Sprendimas", line, StringComparison.Ordinal);
    }

    sealed class Lines : ILogger<LogNotifier>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Said.Add(formatter(state, exception));
    }
}
