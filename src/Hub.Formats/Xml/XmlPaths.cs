using System.Globalization;

namespace Hub.Formats.Xml;

/// <summary>XPath as findings have it: without prefixes.</summary>
internal static class XmlPaths
{
    /// <summary>An element below a record: <c>creditPoint</c>, <c>creditPoint[2]</c>.</summary>
    /// <param name="number">Among the elements of its name, from 1.</param>
    public static string Below(string element, int number, string rest = "") =>
        string.Create(CultureInfo.InvariantCulture, $"{element}{(number > 1 ? $"[{number}]" : "")}{(rest.Length > 0 ? $"/{rest}" : "")}");
}
