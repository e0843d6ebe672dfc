using System.Globalization;

namespace Hub.Formats.Elmo;

/// <summary>The way from the root to where a reader is, as XPath: ELMO also comes inside the answers of other interfaces, one after the other.</summary>
internal sealed class ElmoWay
{
    readonly List<(string Path, Dictionary<string, int> Names)> _levels = [("", new(StringComparer.Ordinal))];

    /// <summary>Goes to an element.</summary>
    /// <param name="depth">Of the element; 0 for the root.</param>
    /// <returns>Its path.</returns>
    public string Enter(int depth, string name)
    {
        _levels.RemoveRange(depth + 1, _levels.Count - depth - 1);
        Dictionary<string, int> names = _levels[depth].Names;
        int number = names[name] = names.GetValueOrDefault(name) + 1;
        string path = string.Create(CultureInfo.InvariantCulture, $"{_levels[depth].Path}/{name}{(number > 1 ? $"[{number}]" : "")}");
        _levels.Add((path, new Dictionary<string, int>(StringComparer.Ordinal)));
        return path;
    }
}
