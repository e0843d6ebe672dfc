using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Hub.Work;

namespace Hub.Standalone.Doctor;

/// <summary>Whether a hub answers that it can serve, and tells the time as this machine does.</summary>
sealed class HealthCheck(HttpClient http, TimeProvider clock) : ICheck
{
    static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    public string Name => "health";

    public async Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative), cancel);
        }
        catch (HttpRequestException none)
        {
            return this.Fail($"nobody answers: {none.Message}", "See whether the address is right, the hub runs, and what lies before it lets you through.");
        }

        using HttpResponseMessage _ = answer;
        if (!answer.IsSuccessStatusCode) return this.Fail($"it answers {(int)answer.StatusCode} to /health/ready", "It can not reach its storage, or this is no hub: look into its log.");
        if (answer.Headers.Date is { } date && (date - clock.GetUtcNow()).Duration() > Skew)
            return this.Warn($"ready; its clock differs by {(date - clock.GetUtcNow()).TotalMinutes:N0} minutes", "Synchronise both clocks: timedatectl set-ntp true");
        return this.Ok("ready");
    }
}

/// <summary>How long the certificate of a hub still holds.</summary>
sealed class CertificateCheck(Uri hub, TimeProvider clock) : ICheck
{
    const int SoonDays = 21;

    public string Name => "certificate";

    public async Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        if (hub.Scheme != Uri.UriSchemeHttps) return hub.IsLoopback ? this.Ok("none: the hub is on this machine") : this.Fail("the hub is reached without encryption: keys can be read on the way", "Put TLS before it, and use its https address.");
        using var connection = new TcpClient();
        await connection.ConnectAsync(hub.Host, hub.Port, cancel);
        await using var secured = new SslStream(connection.GetStream());
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = hub.Host }, cancel);
        using var certificate = new X509Certificate2(secured.RemoteCertificate!);
        int days = (int)(certificate.NotAfter.ToUniversalTime() - clock.GetUtcNow().UtcDateTime).TotalDays;
        return days < SoonDays ? this.Warn($"ends in {days} days", "Renew it now.") : this.Ok($"holds {days} days");
    }
}

/// <summary>Whether the newest release of a hub is sound.</summary>
sealed class HubReleaseCheck(Uri hub) : ICheck
{
    public string Name => "release";

    public async Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        if (await DoctorRelease.FaultAsync(hub.ToString(), cancel) is not { } fault) return this.Ok("the newest is sound, by the keys the hub publishes");
        return fault.Code == DoctorRelease.NoRelease
            ? this.Warn("there is none yet", $"It is cut by the clock, or now: hub release --hub {hub}")
            : this.Fail($"{fault.Title} {fault.Detail}".Trim(), $"hub verify {hub}; the runbook says how its files are put back.");
    }
}

/// <summary>Work of a hub that failed at every attempt; needs a key of its operator.</summary>
sealed class HubWorkCheck(HttpClient http) : ICheck
{
    public string Name => "work";

    public async Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        if (http.DefaultRequestHeaders.Authorization is null) return this.Ok("not looked at: that takes a registrar's key of the hub's operator (--key)");
        using HttpResponseMessage answer = await http.GetAsync(new Uri("v1/failed-work", UriKind.Relative), cancel);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return this.Fail($"the hub answers {(int)answer.StatusCode} to the key", "Use a registrar's key of the hub's operator: hub keys list");
        int failed = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Page<FailedWork>>(HubJson.Options, cancel))!.Items.Count;
        return failed == 0 ? this.Ok("nothing failed at every attempt") : this.Fail($"{failed} messages or more failed at every attempt", "See why in the log, then send them again: GET /v1/failed-work, POST /v1/failed-work/ID/retry");
    }
}
