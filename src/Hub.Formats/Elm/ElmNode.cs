namespace Hub.Formats.Elm;

/// <summary>An element that is read: what of it, and what stands in it.</summary>
/// <param name="Name">Local name.</param>
/// <param name="Namespace">Null: that of the profile.</param>
/// <param name="Field">What its attribute or text is; <see cref="ElmField.None"/> where only its children are read.</param>
/// <param name="Attribute">The attribute that holds the value; null: its text does.</param>
/// <param name="HasLanguage">Whether the text says in which language it is.</param>
/// <param name="Target">For references: the list the id must stand in.</param>
internal sealed record ElmNode(string Name, string? Namespace, ElmField Field, string? Attribute, bool HasLanguage, ElmList Target, params ElmNode[] Children)
{
    public const string Skos = "http://www.w3.org/2004/02/skos/core#";
    public const string DcTerms = "http://purl.org/dc/terms/";

    /// <summary>A value as text.</summary>
    public static ElmNode Text(string name, ElmField field) => new(name, null, field, null, false, ElmList.None);

    /// <summary>A text in a language.</summary>
    public static ElmNode Words(string name, ElmField field) => new(name, null, field, null, true, ElmList.None);

    /// <summary>A concept by its URI; what describes the concept is passed over.</summary>
    public static ElmNode Concept(string name, ElmField field) => new(name, null, field, "uri", false, ElmList.None);

    /// <summary>A concept by its URI or its label.</summary>
    public static ElmNode Concept(string name, ElmField field, ElmField label) => new(name, null, field, "uri", false, ElmList.None, new ElmNode("prefLabel", Skos, label, null, true, ElmList.None));

    public static ElmNode Reference(string name, ElmField field, ElmList target) => new(name, null, field, "idref", false, target);

    /// <summary>An element that holds others.</summary>
    public static ElmNode Group(string name, params ElmNode[] children) => new(name, null, ElmField.None, null, false, ElmList.None, children);

    public bool IsConcept => Attribute == "uri";

    /// <summary>The child of that name, looked for from where the last one was found: elements come in the order of the schema.</summary>
    public int IndexOf(string name, string namespaceUri, string ownNamespace, int from)
    {
        for (int i = 0; i < Children.Length; i++)
        {
            int at = (from + i) % Children.Length;
            ElmNode child = Children[at];
            if (string.Equals(child.Name, name, StringComparison.Ordinal) && string.Equals(child.Namespace ?? ownNamespace, namespaceUri, StringComparison.Ordinal)) return at;
        }

        return -1;
    }
}
