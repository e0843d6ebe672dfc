using System.Text.Json;
using Hub.Rules;

namespace Hub.Catalogue.Standards;

/// <summary>A state of a standard. Its short name is public contract.</summary>
public sealed record StandardState(string Name, string About);

/// <summary>Which states the standard behind an entry can be in, and which steps lead from one to the next: data, <c>LifeCycles/standards.json</c>.</summary>
public sealed class StandardLifeCycle
{
    const string File = "LifeCycles/standards.json";

    readonly HashSet<string> _first;
    readonly ILookup<string, string> _next;

    StandardLifeCycle(IReadOnlyList<StandardState> states, IReadOnlyList<string> first, string replaced, IReadOnlyList<(string From, string To)> steps)
    {
        (States, Replaced) = (states, replaced);
        _first = [.. first];
        _next = steps.ToLookup(s => s.From, s => s.To, StringComparer.Ordinal);
        foreach (string name in (string[])[.. first, replaced, .. steps.SelectMany(s => new[] { s.From, s.To })])
            if (states.All(s => s.Name != name)) throw new RulesetException(File, "$.states", $"{name} is not among the states");
    }

    public IReadOnlyList<StandardState> States { get; }

    /// <summary>The state in which a standard names the entry that took its place.</summary>
    public string Replaced { get; }

    /// <summary>The one the hub was built with.</summary>
    public static StandardLifeCycle LoadDefault() => Read(RuleFiles.Embedded.Read(File));

    /// <exception cref="RulesetException">The file does not read, or names a state it does not have.</exception>
    public static StandardLifeCycle Read(byte[] utf8)
    {
        using JsonDocument document = JsonDocument.Parse(utf8);
        return StrictObject.Root(File, document.RootElement, static o =>
        {
            o.Text("about");
            return new StandardLifeCycle(
                o.List("states", static s => new StandardState(s.Text("name"), s.Text("about"))),
                o.Texts("first"),
                o.Text("replaced"),
                o.List("steps", static s => (s.Text("from"), s.Text("to"))));
        });
    }

    /// <summary>States that may follow.</summary>
    /// <param name="state">State the standard is in; null: none has been recorded.</param>
    public IReadOnlyList<string> After(string? state) => [.. States.Select(s => s.Name).Where(name => state is null ? _first.Contains(name) : _next[state].Contains(name))];
}
