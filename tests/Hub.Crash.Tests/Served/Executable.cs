using System.Diagnostics;

namespace Hub.Crash.Tests.Served;

/// <summary>The executable <c>hub</c> that was built with these tests; or another one, named by <c>HUB_CRASH_EXECUTABLE</c>.</summary>
static class Executable
{
    public static string Path { get; } = Environment.GetEnvironmentVariable("HUB_CRASH_EXECUTABLE") ?? Find();

    /// <summary>Runs a command to its end: its exit code and the last line it printed.</summary>
    public static async Task<(int ExitCode, string LastLine, string Errors)> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        using var process = Process.Start(StartOf(arguments))!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancel), errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, (await output).TrimEnd().Split('\n')[^1], await errors);
    }

    public static ProcessStartInfo StartOf(IReadOnlyList<string> arguments) => new(Path, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = System.IO.Path.GetTempPath(),
    };

    /// <summary>Beside the output of these tests, of the same configuration: artifacts/bin/PROJECT/CONFIGURATION.</summary>
    static string Find()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(System.IO.Path.DirectorySeparatorChar));
        return System.IO.Path.Combine(output.Parent!.Parent!.FullName, "Hub.Standalone", output.Name, OperatingSystem.IsWindows() ? "hub.exe" : "hub");
    }
}
