using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Formats.Elm.Out;

/// <summary>
/// Ids of the records in a document. They are URNs made of the hub's own ids, because a release says nothing of where it is published;
/// what reads a document again takes the id from the identifier with the scheme <see cref="ElmIds.HubScheme"/>.
/// </summary>
static class LoqNames
{
    public static string Entry(string id) => "urn:hub:entry:" + Uri.EscapeDataString(id);

    public static string Offer(string id) => "urn:hub:offer:" + Uri.EscapeDataString(id);

    public static string Outcome(string id, int place) => $"urn:hub:outcome:{Uri.EscapeDataString(id)}:{place + 1}";

    public static string Activity(string id) => "urn:hub:activity:" + Uri.EscapeDataString(id);

    public static string Assessment(string id) => "urn:hub:assessment:" + Uri.EscapeDataString(id);

    public static string Grading(string id) => "urn:hub:grading:" + Uri.EscapeDataString(id);

    public static string Place(string id) => "urn:hub:place:" + Uri.EscapeDataString(id);

    public static string Organisation(string id) => "urn:hub:organisation:" + id;

    public static string Country(string code) => "urn:hub:country:" + code;

    public static string Kind(string kind) => "urn:hub:kind:" + kind;

    /// <summary>Eight bytes of the hash of an id: with a million of them two are the same once in tens of millions of releases, and then a relation may lead nowhere.</summary>
    public static ulong Key(string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(id), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
