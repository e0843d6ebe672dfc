using System.Text.Json;

namespace Hub.Rules;

/// <summary>One value of a controlled vocabulary.</summary>
/// <param name="Name">Short name: what the hub stores and shows. Public contract.</param>
/// <param name="Code">Code in the European vocabulary; null when it has none.</param>
/// <param name="Uri">URI in the European vocabulary; null when it has none.</param>
/// <param name="Label">English label.</param>
public sealed record Concept(string Name, string? Code, string? Uri, string Label)
{
    JsonEncodedText? _json;

    /// <summary>The short name, ready for a JSON writer.</summary>
    public JsonEncodedText Json => _json ??= JsonEncodedText.Encode(Name);
}

/// <summary>A level of a national framework.</summary>
/// <param name="Uri">URI in the European vocabulary; null when that does not list the framework.</param>
public sealed record NqfLevel(string Framework, string Level, string? Uri, string Label);
