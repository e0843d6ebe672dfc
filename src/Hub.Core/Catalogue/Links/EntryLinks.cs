using System.Text.Json;

namespace Hub.Catalogue.Links;

/// <summary>Reads what an entry names out of its canonical JSON.</summary>
static class EntryLinks
{
    public static List<EntryLink> Of(string id, ReadOnlyMemory<byte> json)
    {
        var links = new List<EntryLink>();
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            LinkRelation? relation = RelationOf(ref reader);
            reader.Read();
            if (relation is null) reader.Skip();
            else if (reader.TokenType == JsonTokenType.StartArray)
                while (reader.Read() && reader.TokenType == JsonTokenType.String) links.Add(new EntryLink(relation.Value, reader.GetString()!));
            else if (reader.GetString() is { } body && !IsOwnerOf(id, body)) links.Add(new EntryLink(relation.Value, body));
        }

        return links;
    }

    public static bool IsOwnerOf(string id, string organisation) => id.Length > organisation.Length && id[organisation.Length] == '~' && id.StartsWith(organisation, StringComparison.Ordinal);

    static LinkRelation? RelationOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("partOf"u8) ? LinkRelation.PartOf
        : reader.ValueTextEquals("derivedFrom"u8) ? LinkRelation.DerivedFrom
        : reader.ValueTextEquals("awardingBody"u8) ? LinkRelation.AwardingBody
        : reader.ValueTextEquals("providers"u8) ? LinkRelation.Provider
        : null;
}
