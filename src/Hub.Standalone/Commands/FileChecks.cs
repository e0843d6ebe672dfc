using System.Globalization;
using Hub.Agreements;
using Hub.Catalogue;
using Hub.Esco;
using Hub.Formats;
using Hub.Formats.Csv;
using Hub.Formats.Esco;
using Hub.Learners.Achievements;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Recognition.Requests.Files;
using Hub.Records;
using Hub.Rules;
using Hub.Rules.Adoptions;
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
    readonly PrepareBody _prepare;
    readonly IRulesets _rulesets;
    readonly Vocabularies _vocabularies;
    readonly RecordKinds _kinds = RecordKinds.Default;
    EscoSkills? _skills;

    FileChecks(CheckRequest request, DataFolder? folder)
    {
        (_request, _folder) = (request, folder);
        string? maps = folder is null ? null : Path.Combine(folder.Path, QueueWorks.ColumnMapsFolder);
        // On two processors each is ready while the other loads.
        Task<Rulesets> rulesets = Task.Run(Rulesets.LoadDefault);
        _prepare = new PrepareBody(SubmissionFormats.All.Select(format => format.WithSchemas(request.Schemas)), ColumnSynonyms.LoadDefault(), ColumnMaps.LoadDefault(Directory.Exists(maps) ? maps : null), CommandLimits.Read());
        _vocabularies = Vocabularies.LoadDefault();
        _rulesets = rulesets.GetAwaiter().GetResult();
    }

    public static FileChecks Open(CheckRequest request) =>
        new(request, request.Data is null ? null : DataFolder.OpenForReading(request.Data, TimeProvider.System));

    public async Task<Result<SubmissionTotals>> RunAsync(Terminal terminal, string file, CancellationToken cancel)
    {
        Result<IRecordKind> kind = _kinds.Find(_request.Kind);
        if (kind.Problem is { } unknown) return unknown;
        DateOnly day = _request.AsOf is null ? DateOnly.FromDateTime(DateTime.UtcNow) : DateOnly.ParseExact(_request.AsOf, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        RegisterLookup? register = _folder is null ? null : new RegisterLookup(_folder.Tables, kind.Value.Table);
        OrganisationRegister? organisations = _folder is null ? null : new OrganisationRegister(new RecordTable(_folder.Tables));
        OrganisationId sender = _request.Organisation is { } named ? OrganisationId.Parse(named) : Nobody;
        string? country = _request.Country ?? (organisations is null ? null : await organisations.CountryOfAsync(sender.Value, cancel));
        Result<EscoSkills?> skills = await SkillsAsync(cancel);
        if (skills.Problem is { } noSkills) return noSkills;
        var command = new CheckFileCommand(file, _request.Kind, sender, country, day, register, _request.Map, organisations, skills.Value);

        await using var shown = new FindingsShown(_request.Findings);
        Func<Stream>? errors = _request.Errors is { } path ? () => File.Create(path) : null;
        // A hub's own adoptions count for what is sent to it; offline there are none.
        IRulesets rulesets = _folder is null ? _rulesets : await new RulesInForce(_rulesets, new AdoptionStore(_folder.Tables), TimeProvider.System).NowAsync(cancel);
        var handler = new CheckFileHandler(_kinds, _prepare, rulesets, _vocabularies);
        Result<CheckFileResult> result = await handler.HandleAsync(command, shown.Destination, errors, cancel);
        if (result.Problem is { } problem) return problem;
        terminal.Heading(file);
        Describe(terminal, result.Value);
        shown.Print(terminal);
        terminal.Totals(result.Value.Totals);
        if (register is null) terminal.Line("Not checked offline: whether organisations and entries referred to are in the register, and what rests on it: accreditations, rights, roles and sectors of organisations (use --data or --hub).");
        else if (_request.Organisation is null) terminal.Line("Not checked without --org: rules that rest on what the register says of the sender.");
        if (kind.Value.Name == FileRequestKind.KindName) terminal.Line("Not checked: whether learners, achievements, targets, institutions and routes are known and yours to ask for (use --hub).");
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
        foreach (string version in result.Rulesets) terminal.Line($"ruleset {version[..16]}{(version.Contains(RecordedAdoption.Mark, StringComparison.Ordinal) ? ", adopted here" : "")}");
    }

    public ValueTask DisposeAsync()
    {
        _folder?.Dispose();
        return ValueTask.CompletedTask;
    }
}
