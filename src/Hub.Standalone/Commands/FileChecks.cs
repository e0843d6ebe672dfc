using System.Globalization;
using Hub.Catalogue;
using Hub.Esco;
using Hub.Formats;
using Hub.Formats.Csv;
using Hub.Formats.Esco;
using Hub.Organisations;
using Hub.Rules;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Submissions.Layout;

namespace Hub.Standalone.Commands;

/// <summary>What <c>hub check</c> needs, put together by hand: starting up is a good part of checking a small file.</summary>
sealed class FileChecks : IFileCheck
{
    /// <summary>Rows and references belong to some organisation; offline it is nobody's.</summary>
    static readonly OrganisationId Nobody = OrganisationId.Parse("offline");

    readonly CheckRequest _request;
    readonly DataFolder? _folder;
    readonly CheckFileHandler _handler;
    EscoSkills? _skills;
    readonly RecordKinds _kinds = new([new CatalogueKind(), new OrganisationKind()]);

    FileChecks(CheckRequest request, DataFolder? folder)
    {
        (_request, _folder) = (request, folder);
        string? maps = folder is null ? null : Path.Combine(folder.Path, QueueWorks.ColumnMapsFolder);
        // On two processors each is ready while the other loads.
        Task<Rulesets> rulesets = Task.Run(Rulesets.LoadDefault);
        var prepare = new PrepareBody(SubmissionFormats.All, ColumnSynonyms.LoadDefault(), ColumnMaps.LoadDefault(Directory.Exists(maps) ? maps : null));
        Vocabularies vocabularies = Vocabularies.LoadDefault();
        _handler = new CheckFileHandler(_kinds, prepare, rulesets.GetAwaiter().GetResult(), vocabularies);
    }

    public static FileChecks Open(CheckRequest request) =>
        new(request, request.Data is null ? null : DataFolder.OpenForReading(request.Data, TimeProvider.System));

    public async Task<Result<SubmissionTotals>> RunAsync(Terminal terminal, string file, CancellationToken cancel)
    {
        Result<IRecordKind> kind = _kinds.Find(_request.Kind);
        if (kind.Problem is { } unknown) return unknown;
        DateOnly day = _request.AsOf is null ? DateOnly.FromDateTime(DateTime.UtcNow) : DateOnly.ParseExact(_request.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        RegisterLookup? register = _folder is null ? null : new RegisterLookup(_folder.Tables, kind.Value.Table);
        Result<EscoSkills?> skills = await SkillsAsync(cancel);
        if (skills.Problem is { } noSkills) return noSkills;
        var command = new CheckFileCommand(file, _request.Kind, Nobody, _request.Country, day, register, _request.Map, Skills: skills.Value);

        await using var shown = new FindingsShown(_request.Findings);
        Func<Stream>? errors = _request.Errors is { } path ? () => File.Create(path) : null;
        Result<CheckFileResult> result = await _handler.HandleAsync(command, shown.Destination, errors, cancel);
        if (result.Problem is { } problem) return problem;
        terminal.Heading(file);
        Describe(terminal, result.Value);
        shown.Print(terminal);
        terminal.Totals(result.Value.Totals);
        if (register is null) terminal.Line("Not checked offline: whether organisations and entries referred to are in the register (use --data or --hub).");
        if (skills.Value is null && kind.Value.Name == CatalogueKind.KindName) terminal.Line("Not checked: whether ESCO has the skills linked to (use --esco FOLDER, or --data or --hub of a hub that has loaded ESCO).");
        return result.Value.Totals;
    }

    /// <summary>ESCO from the folder named, else as the data folder has it; null when there is neither. Read once, for all files.</summary>
    async Task<Result<EscoSkills?>> SkillsAsync(CancellationToken cancel)
    {
        if (_skills is null && _request.Esco is { } folder)
        {
            Result<EscoRead> read = EscoFolder.Read(folder);
            if (read.Problem is { } unreadable) return unreadable;
            _skills = EscoSet.Of(read.Value.Skills).Index;
        }

        if (_skills is null && _folder is not null) _skills = await new EscoReference(_folder.Blobs, TimeProvider.System).CurrentAsync(cancel);
        return _skills;
    }

    static void Describe(Terminal terminal, CheckFileResult result)
    {
        FormatPlan plan = result.Body.Plan;
        string map = result.Body.Match.Map is { } used ? $", column map {used.Name}" : "";
        string dialect = plan.Format != CsvFormat.FormatName ? "" : $", delimiter {(plan.Delimiter == '\t' ? "tab" : plan.Delimiter.ToString())}";
        string sheet = plan.Part == 0 ? "" : $", sheet {plan.Part}";
        terminal.Line($"{plan.Format}, {plan.Encoding}{(plan.ByteOrderMark ? " with byte order mark" : "")}{dialect}{sheet}{map}");
        foreach (string version in result.Rulesets) terminal.Line($"ruleset {version[..16]}");
    }

    public ValueTask DisposeAsync()
    {
        _folder?.Dispose();
        return ValueTask.CompletedTask;
    }
}
