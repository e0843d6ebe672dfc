using System.Security.Cryptography;
using System.Text;
using System.Buffers.Binary;

namespace Hub.Formats.Elm;

/// <summary>What a key of the index is about.</summary>
internal enum IndexKey : byte
{
    /// <summary>A record by its id.</summary>
    Record,

    /// <summary>The learning opportunities of a specification, by the specification's id.</summary>
    OffersOf,

    /// <summary>The wholes that name a record as their part, by the part's id.</summary>
    WholesOf,

    /// <summary>The records that call themselves more general than a record, by the special one's id.</summary>
    GeneralOf,
}

/// <summary>A key of 16 bytes and where its record begins. A key may have several.</summary>
internal readonly record struct IndexEntry(ulong High, ulong Low, long Start) : IComparable<IndexEntry>
{
    public const int SizeBytes = 24;

    /// <summary>Ids are anything a sender likes, so only a cryptographic hash keeps two of them apart.</summary>
    public static IndexEntry Of(IndexKey about, ElmList list, string id, long start = 0)
    {
        Span<byte> text = stackalloc byte[2 + 512];
        int most = Encoding.UTF8.GetMaxByteCount(id.Length);
        if (2 + most > text.Length) text = new byte[2 + most];
        (text[0], text[1]) = ((byte)about, (byte)list);
        int length = 2 + Encoding.UTF8.GetBytes(id, text[2..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        return new IndexEntry(BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]), start);
    }

    public bool HasKeyOf(IndexEntry other) => High == other.High && Low == other.Low;

    public int CompareTo(IndexEntry other)
    {
        int order = High.CompareTo(other.High);
        if (order == 0) order = Low.CompareTo(other.Low);
        return order != 0 ? order : Start.CompareTo(other.Start);
    }
}
