using System.Security.Cryptography;
using System.Text;
using Hub.Releases;

namespace Hub.Formats.Elm.Out;

/// <summary>
/// The schema wants the notation of every identifier to be the only one of its kind in the document (UniqueNotationCheck), whatever
/// the scheme: of two the first is written. The ids of the hub are not among them, for none is like another.
/// </summary>
sealed class LoqNotations(ReleaseRegister register)
{
    readonly HashSet<UInt128> _written = [];

    /// <summary>Writes identifiers, given as <c>scheme:value</c>, behind the one the hub gave. False when one of them had to be left out.</summary>
    public bool Write(LoqXml xml, string id, IEnumerable<string> identifiers)
    {
        bool all = true;
        xml.Identifier(ElmIds.HubScheme, id);
        foreach (string identifier in identifiers)
        {
            int colon = identifier.IndexOf(':', StringComparison.Ordinal);
            string notation = identifier[(colon + 1)..];
            if (colon > 0 && register.Find(notation) is null && !RecordId.TryParse(notation, out _) && _written.Add(Key(notation))) xml.Identifier(identifier[..colon], notation);
            else all = false;
        }

        return all;
    }

    static UInt128 Key(string notation)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(notation), hash);
        return System.Runtime.InteropServices.MemoryMarshal.Read<UInt128>(hash);
    }
}
