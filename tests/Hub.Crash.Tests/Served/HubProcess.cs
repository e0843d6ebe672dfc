using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Crash.Tests.Served;

/// <summary>A real <c>hub serve</c> on a data folder of its own; it can be killed and started again as often as one likes.</summary>
sealed class HubProcess : IAsyncDisposable
{
    /// <summary>Bootstrap secret of the registrar.</summary>
    public const string Secret = "a secret of the tests";

    static readonly TimeSpan StartTime = TimeSpan.FromMinutes(2);

    readonly IReadOnlyDictionary<string, string> _settings;
    readonly ProcessLog _log = new();
    readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    readonly int _port = FreePort();
    Process? _process;

    public HubProcess(string data, IReadOnlyDictionary<string, string>? settings = null)
    {
        Data = data;
        _settings = settings ?? new Dictionary<string, string>();
        Address = new Uri($"http://127.0.0.1:{_port}");
    }

    public string Data { get; }

    public Uri Address { get; }

    public int Id => _process!.Id;

    public bool HasExited => _process!.HasExited;

    /// <summary>What the hub has said lately, over all its lives.</summary>
    public ProcessLog Log => _log;

    public void Start()
    {
        ProcessStartInfo start = Executable.StartOf(["serve", "--data", Data, "--urls", Address.ToString()]);
        start.Environment["Hub__BootstrapKeySha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));
        start.Environment["Hub__RequestsPerMinute"] = "10000000";
        start.Environment["Schedule__SweepEvery"] = "00:00:01";
        foreach ((string name, string value) in _settings) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _log.Follow(_process);
    }

    /// <exception cref="InvalidOperationException">It ended, or does not become ready.</exception>
    public async Task UntilReadyAsync(CancellationToken cancel)
    {
        for (long begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < StartTime; await Task.Delay(20, cancel))
        {
            if (_process!.HasExited) throw new InvalidOperationException($"The hub ended by itself with {_process.ExitCode}.\n{_log}");
            if (await IsReadyAsync(cancel)) return;
        }

        throw new InvalidOperationException($"The hub is not ready after {StartTime}.\n{_log}");
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(Address, "/health/ready"), cancel);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>SIGKILL: nothing of the process is left but its folder.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    /// <summary>SIGTERM, as a service manager sends it; the exit code when it has ended.</summary>
    public async Task<int> StopAsync(CancellationToken cancel)
    {
        using (Process kill = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])!) await kill.WaitForExitAsync(cancel);
        return await ExitAsync(cancel);
    }

    /// <summary>Waits until it ends by itself; its exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancel)
    {
        await _process!.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is null) return;
        try
        {
            await KillAsync();
        }
        catch (InvalidOperationException)
        {
            // it has ended already
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
