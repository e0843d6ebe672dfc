using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Schema;

namespace Hub.Formats.Elm;

/// <summary>
/// The XML schemas of the application profiles from a folder of the operator: <c>loq.xsd</c>, <c>ams.xsd</c> and what they include, at
/// the top of the folder or one level below. Nothing outside the folder is read, and nothing from the network.
/// </summary>
public sealed partial class ElmSchemas
{
    readonly Dictionary<string, Lazy<XmlSchemaSet>> _byNamespace = new(StringComparer.Ordinal);

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder has none of the schemas.</exception>
    public ElmSchemas(string folder)
    {
        string root = Path.GetFullPath(folder);
        foreach (ElmProfile profile in ElmProfile.All)
        {
            string? file = new[] { root }.Concat(Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)).Select(f => Path.Combine(f, profile.Schema)).FirstOrDefault(File.Exists);
            if (file is not null) _byNamespace.Add(profile.Namespace, new Lazy<XmlSchemaSet>(() => Compile(file, root)));
        }

        if (_byNamespace.Count == 0) throw new FileNotFoundException($"The folder {root} has none of {string.Join(", ", ElmProfile.All.Select(p => p.Schema))}.");
    }

    /// <summary>Whether there is a schema for the namespace.</summary>
    internal bool Has(string namespaceUri) => _byNamespace.ContainsKey(namespaceUri);

    /// <summary>Reads on with every node checked.</summary>
    internal XmlReader Check(XmlReader xml, Action<int, int, string> report)
    {
        var settings = new XmlReaderSettings
        {
            ValidationType = ValidationType.Schema,
            // Ids and references are compared by the hub itself; here their tables would grow with the file.
            ValidationFlags = XmlSchemaValidationFlags.AllowXmlAttributes,
            Schemas = _byNamespace[xml.NamespaceURI].Value,
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
        };
        settings.ValidationEventHandler += (_, e) => report(e.Exception.LineNumber, e.Exception.LinePosition, WithoutValues(e.Message));
        return XmlReader.Create(xml, settings);
    }

    static XmlSchemaSet Compile(string file, string root)
    {
        var schemas = new XmlSchemaSet { XmlResolver = new FolderResolver(root) };
        using (var xml = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null })) schemas.Add(null, xml);
        schemas.Compile();
        return schemas;
    }

    /// <summary>Names of elements may be said, values of the file may not.</summary>
    internal static string WithoutValues(string message) => Value().Replace(message, "The value is invalid according to its datatype '${type}'.");

    // What follows repeats the value.
    [GeneratedRegex("The value '.*' is invalid according to its datatype '(?<type>[^']*)'.*", RegexOptions.Singleline)]
    private static partial Regex Value();

    /// <summary>Opens files below one folder and nothing else.</summary>
    sealed class FolderResolver(string root) : XmlResolver
    {
        public override object? GetEntity(Uri absoluteUri, string? role, Type? ofObjectToReturn)
        {
            if (!absoluteUri.IsFile || !Path.GetFullPath(absoluteUri.LocalPath).StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new XmlSchemaException("A schema refers to something outside its folder.");
            return File.OpenRead(absoluteUri.LocalPath);
        }
    }
}
