using System.CommandLine;
using Hub.Client;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;
using Microsoft.Extensions.Options;

namespace Hub.Standalone.Commands;

/// <summary>Options that several commands share, and how every command ends.</summary>
static class Common
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object on the last line of standard output." };

    public static Option<string?> Data() => new("--data") { Description = "Data folder of a hub on this machine." };

    public static Option<string?> HubUrl() => new("--hub") { Description = "Address of a hub, such as https://hub.example." };

    public static Option<string?> Key() => new("--key") { Description = "API key for --hub; or set HUB_KEY." };

    public static Option<string> Kind() => new("--kind") { Description = "What the file holds: catalogue, organisations, accreditations, achievements, agreements or recognitions.", Required = true };

    public static Option<string?> Map() => new("--map") { Description = "Name of the column map to use; by default the header chooses." };

    /// <summary>Runs a command; what can not be done is said in one line, never as a stack trace.</summary>
    public static async Task<int> RunAsync(bool json, Func<Terminal, Task<int>> run)
    {
        var terminal = new Terminal(json);
        try
        {
            return await run(terminal);
        }
        catch (HubException e)
        {
            return terminal.Fail(new Problem(ProblemKind.Invalid, e.Code, e.Title, e.Detail));
        }
        catch (DataFolderInUseException e)
        {
            return terminal.Fail(new Problem(ProblemKind.Conflict, "data.in-use", "Another process writes this data folder.",
                e.Address is null ? $"Process {e.ProcessId} holds {e.Folder}." : $"It serves at {e.Address}: use --hub {e.Address} with a key."));
        }
        catch (NoDataFolderException e)
        {
            return terminal.Fail(new Problem(ProblemKind.NotFound, "command.no-data-folder", "There is no data folder here.", e.Folder));
        }
        catch (OptionsValidationException e)
        {
            return terminal.Fail(new Problem(ProblemKind.Invalid, "settings.invalid", "A setting is not usable.", string.Join(" ", e.Failures)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            return terminal.Fail(new Problem(ProblemKind.Unavailable, "io.failed", "Reading or writing failed.", e.Message));
        }
    }

    public static Problem NoFile(string path) => new(ProblemKind.NotFound, "command.file-not-found", "There is no such file.", path);

    public static Problem NoTarget() => new(ProblemKind.Invalid, "command.no-target", "Say where: --data DIR, or --hub URL with --key KEY.");

    public static Problem NoDay(string? text) => new(ProblemKind.Invalid, "command.day-invalid", "That is no day.", $"'{text}': yyyy-mm-dd, such as 2026-09-01.");

    public static Problem NoOrganisation(string? id) => new(ProblemKind.Invalid, "command.organisation-invalid", "That is no organisation id.", $"'{id}': 2 to 64 letters, digits and . _ -, such as PT-ANQEP.");
}
