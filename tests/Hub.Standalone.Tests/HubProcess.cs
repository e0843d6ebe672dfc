using System.Diagnostics;
using System.Text;

namespace Hub.Standalone.Tests;

/// <summary>The command line in a process of its own, with a script in the place of the person at the terminal.</summary>
public sealed class HubProcess : IAsyncDisposable
{
    readonly Process _process;
    readonly StringBuilder _said = new();
    readonly Task _reading;

    HubProcess(Process process, Func<string, HubProcess, Task> script)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardError, script), ReadAsync(process.StandardOutput, script));
    }

    /// <summary>Everything that was printed so far, on both outputs.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    public string LastLine => Said.TrimEnd().Split('\n')[^1];

    /// <param name="script">Called with every line that is printed.</param>
    public static HubProcess Start(Func<string, HubProcess, Task> script, params string[] arguments) => Start(script, [], arguments);

    static HubProcess Start(Func<string, HubProcess, Task> script, (string Name, string Value)[] environment, string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "hub.exe" : "hub");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return new HubProcess(Process.Start(start)!, script);
    }

    /// <summary>Runs a command to its end; gives exit code and everything it printed.</summary>
    public static Task<(int Code, string Said)> RunAsync(params string[] arguments) => RunInAsync([], arguments);

    /// <param name="environment">Variables beside those of the tests.</param>
    public static async Task<(int Code, string Said)> RunInAsync((string Name, string Value)[] environment, params string[] arguments)
    {
        await using HubProcess hub = Start((_, _) => Task.CompletedTask, environment, arguments);
        return (await hub.EndAsync(), hub.Said);
    }

    public async Task TypeAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _reading;
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _reading;
        _process.Dispose();
    }

    async Task ReadAsync(StreamReader lines, Func<string, HubProcess, Task> script)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            lock (_said) _said.Append(line).Append('\n');
            await script(line, this);
        }
    }
}
