namespace Hub.Catalogue.Links;

/// <summary>How an entry names something else.</summary>
public enum LinkRelation
{
    PartOf,
    DerivedFrom,

    /// <summary>The organisation that awards, where it is not the entry's own.</summary>
    AwardingBody,

    /// <summary>An organisation that provides.</summary>
    Provider,
}

/// <summary>Something an entry names.</summary>
/// <param name="Target">Public id of an entry, or id of an organisation.</param>
public readonly record struct EntryLink(LinkRelation Relation, string Target);
