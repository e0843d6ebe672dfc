using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Submissions;
using Spectre.Console;

namespace Hub.Standalone.Hosting;

/// <summary>
/// What a command says. For people: text on standard output. With <c>--json</c>: one JSON object on the last line of standard
/// output, and everything else on standard error. Progress always goes to standard error.
/// </summary>
sealed class Terminal(bool json)
{
    /// <summary>Columns of a line where there is no terminal to ask: long enough that nothing is broken in two.</summary>
    const int WidthOfFiles = 400;

    readonly IAnsiConsole _out = json ? Open(Console.Error, Console.IsErrorRedirected) : Open(Console.Out, Console.IsOutputRedirected);

    public IAnsiConsole Progress { get; } = Open(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether a program reads what the command says.</summary>
    public bool IsJson => json;

    public static bool IsInteractive => !Console.IsErrorRedirected;

    static IAnsiConsole Open(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (redirected) console.Profile.Width = WidthOfFiles;
        return console;
    }

    public void Line(string text = "") => _out.WriteLine(text);

    /// <summary>What may be done next: for people only.</summary>
    public void Hint(string text)
    {
        if (!json) Line(text);
    }

    public void Heading(string text)
    {
        _out.WriteLine();
        _out.WriteLine(text, new Style(decoration: Decoration.Bold));
    }

    public void Warn(string text) => Progress.Write(new Text($"warning: {text}\n", new Style(Color.Yellow)));

    public void Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, params int[] rightAligned)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (int i = 0; i < header.Count; i++)
        {
            var column = new TableColumn(new Text(header[i]));
            table.AddColumn(Array.IndexOf(rightAligned, i) >= 0 ? column.RightAligned() : column);
        }

        foreach (IReadOnlyList<string> row in rows) table.AddRow([.. row.Select(cell => new Text(cell))]);
        _out.Write(table);
    }

    public int Fail(Problem problem)
    {
        Error(problem);
        if (json) Result(new { error = problem });
        return ExitCode.CannotRun;
    }

    public void Error(Problem problem) =>
        Progress.Write(new Text($"error: {problem.Title}{(problem.Detail is null ? "" : " " + problem.Detail)} ({problem.Code})\n", new Style(Color.Red)));

    public void Totals(SubmissionTotals totals) => Table(
        ["rows", "accepted", "unchanged", "held", "rejected", "superseded", "findings"],
        [[Number(totals.Rows), Number(totals.Accepted), Number(totals.Unchanged), Number(totals.Held), Number(totals.Rejected), Number(totals.Superseded), Number(totals.Findings)]],
        0, 1, 2, 3, 4, 5, 6);

    /// <summary>The machine-readable result; call it last.</summary>
    public void Result(object result)
    {
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(result, Results));
    }

    /// <summary>Every field is always there, null or not: scripts ask for them by name.</summary>
    static readonly JsonSerializerOptions Results = new(HubJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    public static string Number(long value) => value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
