using System.Text;
using System.Text.Json;
using Hub.Agreements;
using Hub.Catalogue;
using Hub.Crash.Tests.Play;
using Hub.Crash.Tests.Served;
using Hub.Formats;
using Hub.Learners.Achievements;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Rules;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Crash.Tests.Engine;

/// <summary>What a place says of a file: its findings, byte for byte; or the code with which it refuses the file as a whole.</summary>
sealed record Said(string Findings, string? Refusal)
{
    static readonly HashSet<string> RegisterCodes = [.. FindingCodes.All.Where(c => c.Source == FindingSource.Register).Select(c => c.Code)];

    public static Said Of(byte[] findings)
    {
        IEnumerable<string> lines = Encoding.UTF8.GetString(findings).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new Said(string.Concat(lines.Where(IsOfFile).Select(l => l + "\n")), null);
    }

    static bool IsOfFile(string line) => !RegisterCodes.Contains(JsonElement.Parse(line).GetProperty("code").GetString()!);
}

/// <summary>The hub's code as a library, as anybody may use it; README shows these lines.</summary>
static class Library
{
    static readonly CheckFileHandler Check = new(
        RecordKinds.Default,
        new PrepareBody(SubmissionFormats.All, ColumnSynonyms.LoadDefault(), ColumnMaps.LoadDefault(null)),
        Rulesets.LoadDefault(),
        Vocabularies.LoadDefault());

    public static async Task<Said> CheckAsync(string path, string kind, string? country, CancellationToken cancel)
    {
        using var findings = new MemoryStream();
        var command = new CheckFileCommand(path, kind, OrganisationId.Parse("offline"), country, DateOnly.FromDateTime(DateTime.UtcNow));
        Result<CheckFileResult> result = await Check.HandleAsync(command, findings, openErrors: null, cancel);
        return result.Problem is { } problem ? new Said("", problem.Code) : Said.Of(findings.ToArray());
    }
}

/// <summary>The command <c>hub check</c>.</summary>
static class CommandLine
{
    public static async Task<Said> CheckAsync(string path, string kind, string? country, CancellationToken cancel)
    {
        string findings = $"{path}.findings";
        List<string> arguments = ["check", path, "--kind", kind, "--findings", findings, "--json"];
        if (country is not null) arguments.AddRange(["--country", country]);
        (int exitCode, string line, _) = await Executable.RunAsync(arguments, cancel);
        if (exitCode == 2) return new Said("", JsonElement.Parse(line).GetProperty("error").GetProperty("code").GetString());
        return Said.Of(await File.ReadAllBytesAsync(findings, cancel));
    }
}

/// <summary>A hub that serves, asked over HTTP; the file goes through its work queues.</summary>
sealed class Server(Stage stage, PatientClient http)
{
    public async Task<Said> CheckAsync(string path, string kind, string organisation, CancellationToken cancel)
    {
        byte[] body = await File.ReadAllBytesAsync(path, cancel);
        string address = $"/v1/submissions?kind={kind}&mode=check&organisation={organisation}&fileName={Uri.EscapeDataString(Path.GetFileName(path))}";
        var sent = new Sent((await http.PostAsync(address, body, Path.GetExtension(path) == ".xml" ? "application/xml" : "text/csv", null, cancel)).Json.GetProperty("id").GetString()!, "check", [], "");
        JsonElement ended = await new Sender(stage, http, organisation, new Random(0)).EndAsync(sent, null, cancel);
        if (ended.GetProperty("status").GetString() == "refused") return new Said("", ended.GetProperty("problem").GetProperty("code").GetString());
        Answer findings = await http.SendAsync(HttpMethod.Get, $"/v1/submissions/{sent.Id}/findings", null, null, null, cancel, accept: "application/x-ndjson");
        Assert.True(findings.IsSuccess, findings.Text);
        return Said.Of(findings.Content);
    }
}
