using System.Text;

namespace Hub.Releases.Search;

/// <summary>The countries of organisations, looked up once each.</summary>
sealed class SearchCountries(ReleaseRegister register)
{
    readonly Dictionary<byte[], byte[]>.AlternateLookup<ReadOnlySpan<byte>> _known = new Dictionary<byte[], byte[]>(Utf8Keys.Comparer).GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Country of the organisation in UTF-8; empty where none is registered.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> organisation)
    {
        if (!_known.TryGetValue(organisation, out byte[]? country))
            _known[organisation] = country = Encoding.UTF8.GetBytes(register.Find(Encoding.UTF8.GetString(organisation))?.Country ?? "");
        return country;
    }
}
