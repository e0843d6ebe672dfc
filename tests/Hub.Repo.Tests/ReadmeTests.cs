using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Hub.Repo.Tests;

/// <summary>What the README tells people to type is there.</summary>
public sealed partial class ReadmeTests
{
    const int MaxLines = 260;

    static readonly string Readme = Repository.Read("README.md");

    [Fact]
    public void Readme_Always_IsShort() => Assert.InRange(Readme.Count(c => c == '\n'), 40, MaxLines);

    [Fact]
    public void Commands_InReadme_AreKnown()
    {
        string[] verbs = [.. Run().Matches(Readme).Concat(HubVerb().Matches(Readme)).Select(m => m.Groups[1].Value).Distinct()];
        Assert.True(verbs.Length >= 6, $"Only these commands were found in the README: {string.Join(", ", verbs)}.");
        Assert.Empty(verbs.Except(VerbsOf("")));
    }

    [Fact]
    public void SubCommands_InReadme_AreKnown() =>
        Assert.All(Regex.Matches(Readme, @"(?:--|\bhub) (keys|rules) (\w+)").Select(m => (m.Groups[1].Value, m.Groups[2].Value)), c => Assert.Contains(c.Item2, VerbsOf(c.Item1)));

    [Fact]
    public void Scripts_InReadme_AreThere() =>
        Assert.All(Regex.Matches(Readme, @"\bbash ([\w./-]+)").Select(m => m.Groups[1].Value), file => Assert.True(Repository.Exists(file), file));

    [Fact]
    public void Links_InReadme_LeadSomewhere() =>
        Assert.All(Regex.Matches(Readme, @"\]\(([^)#:]+)\)").Select(m => m.Groups[1].Value), file => Assert.True(Repository.Exists(file), file));

    [Fact]
    public void Addresses_InReadme_AreMapped()
    {
        string mapped = string.Join('\n', Repository.Product.Where(f => f.Path.StartsWith("src/Hub.Http/", StringComparison.Ordinal)).Select(f => f.Text));
        Assert.All(Regex.Matches(Readme, @"/v1/([a-z]+)").Select(m => m.Groups[1].Value).Distinct(), first => Assert.Contains($"\"/{first}", mapped, StringComparison.Ordinal));
    }

    /// <summary>Every decision is one page of the same three parts, and has a number of its own.</summary>
    [Fact]
    public void Decisions_Always_HaveTheSameForm()
    {
        string[] pages = [.. Repository.Files("*.md", "src/Decisions")];
        Assert.All(pages, page => Assert.Matches(@"/\d{4}-[a-z0-9-]+\.md$", page));
        Assert.Equal(pages.Length, pages.Select(p => Path.GetFileName(p)[..4]).Distinct().Count());
        Assert.All(pages, page => Assert.All(["\n## Context\n", "\n## Decision\n", "\n## Consequences\n"], part => Assert.Contains(part, Repository.Read(page), StringComparison.Ordinal)));
    }

    static IReadOnlyList<string> VerbsOf(string command)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "hub.dll"));
        if (command.Length > 0) start.ArgumentList.Add(command);
        start.ArgumentList.Add("--help");
        using Process help = Process.Start(start)!;
        string text = help.StandardOutput.ReadToEnd();
        help.WaitForExit();
        int from = text.IndexOf("Commands:", StringComparison.Ordinal);
        return from < 0 ? [] : [.. Regex.Matches(text[from..], @"^  ([a-z-]+)", RegexOptions.Multiline).Select(m => m.Groups[1].Value)];
    }

    [GeneratedRegex("dotnet run [^\n`]*?-- ([a-z]+)")]
    private static partial Regex Run();

    /// <summary><c>hub verb</c> as a command: at the beginning of a line of code, behind a prompt, or in backticks.</summary>
    [GeneratedRegex("(?:^|`|\\$ )hub ([a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex HubVerb();
}
