using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Schema;
using Hub.Formats.Elm;
using Hub.Formats.Elmo;
using Hub.Formats.Ewp;

namespace Hub.Formats.Xml;

/// <summary>
/// XML schemas of the kinds of XML the hub reads, from a folder of the operator: <c>loq.xsd</c>, <c>ams.xsd</c>, <c>elmo.xsd</c>,
/// <c>omobility-las-get-response.xsd</c> and what they include, at the top of the folder or one level below. Nothing outside the folder is read, and nothing from the network:
/// what a schema imports from an address is looked for beside it by its namespace.
/// </summary>
public sealed partial class XmlSchemas
{
    static readonly (string Namespace, string File)[] Known = [.. ElmProfile.All.Select(p => (p.Namespace, p.Schema)), (ElmoNames.Namespace, "elmo.xsd"), (EwpNames.Namespace, "omobility-las-get-response.xsd")];

    readonly Dictionary<string, Lazy<XmlSchemaSet>> _byNamespace = new(StringComparer.Ordinal);

    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder has none of the schemas.</exception>
    public XmlSchemas(string folder)
    {
        string root = Path.GetFullPath(folder);
        string[] places = [root, .. Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal)];
        foreach ((string namespaceUri, string name) in Known)
        {
            string? file = places.Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists);
            if (file is not null) _byNamespace.Add(namespaceUri, new Lazy<XmlSchemaSet>(() => Compile(file, root)));
        }

        if (_byNamespace.Count == 0) throw new FileNotFoundException($"The folder {root} has none of {string.Join(", ", Known.Select(k => k.File))}.");
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
        var companions = new Lazy<List<(string? Namespace, string File)>>(() => CompanionsOf(file));
        var wanted = new Queue<XmlSchema>([Add(schemas, file)]);
        while (wanted.TryDequeue(out XmlSchema? schema))
            foreach (XmlSchemaImport missing in schema.Includes.OfType<XmlSchemaImport>().Where(i => i.Schema is null && !schemas.Contains(i.Namespace)))
                if (companions.Value.Find(c => c.Namespace == missing.Namespace).File is { } beside) wanted.Enqueue(Add(schemas, beside));
        schemas.Compile();
        return schemas;
    }

    static XmlSchema Add(XmlSchemaSet schemas, string file)
    {
        using XmlReader xml = Open(file);
        return schemas.Add(null, xml)!;
    }

    /// <summary>The schemas that stand beside a schema or one level below, by their namespaces.</summary>
    static List<(string? Namespace, string File)> CompanionsOf(string file)
    {
        string place = Path.GetDirectoryName(file)!;
        IEnumerable<string> files = new[] { place }.Concat(Directory.EnumerateDirectories(place).Order(StringComparer.Ordinal)).SelectMany(p => Directory.EnumerateFiles(p, "*.xsd").Order(StringComparer.Ordinal));
        return [.. files.Select(beside => (NamespaceOf(beside), beside))];
    }

    static string? NamespaceOf(string file)
    {
        using XmlReader xml = Open(file);
        xml.MoveToContent();
        return xml.GetAttribute("targetNamespace");
    }

    static XmlReader Open(string file) => XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });

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
            if (absoluteUri.Scheme == Uri.UriSchemeHttps || absoluteUri.Scheme == Uri.UriSchemeHttp) return null;
            if (!absoluteUri.IsFile || !Path.GetFullPath(absoluteUri.LocalPath).StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new XmlSchemaException("A schema refers to something outside its folder.");
            return File.OpenRead(absoluteUri.LocalPath);
        }
    }
}
