using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Hub.Formats.Elm;

/// <summary>Something read of a record.</summary>
/// <param name="Index">Of the element below the record among those of its name, from 1.</param>
/// <param name="Aside">Of a text its language as the file says it; of a reference that only has to lead somewhere the path it stands at.</param>
internal readonly record struct ElmValue(ElmField Field, int Index, string? Aside, string Text);

/// <summary>A record of a reference list: what is read of it, in the order of the file.</summary>
/// <param name="List">Place of its list in <see cref="ElmShapes.Lists"/>.</param>
/// <param name="Record">Place of its kind in the list.</param>
/// <param name="Ordinal">Among the elements of its name in the list, from 1.</param>
internal sealed record ElmEntity(int List, int Record, int Ordinal, string Id, bool IsTooLong, IReadOnlyList<ElmValue> Values)
{
    public ElmList IdList => ElmShapes.Lists[List].List;

    public ElmNode Shape => ElmShapes.Lists[List].Records[Record];

    public string Element => Shape.Name;

    public IEnumerable<ElmValue> Of(ElmField field)
    {
        foreach (ElmValue value in Values)
            if (value.Field == field) yield return value;
    }

    public bool Has(ElmField field) => First(field) is not null;

    public string? First(ElmField field)
    {
        foreach (ElmValue value in Values)
            if (value.Field == field) return value.Text;
        return null;
    }

    /// <summary>Names of the schemes of its identifiers, by the identifier's place.</summary>
    public Dictionary<int, string> Schemes()
    {
        var schemes = new Dictionary<int, string>();
        foreach (ElmValue scheme in Of(ElmField.IdentifierScheme)) schemes.TryAdd(scheme.Index, scheme.Text);
        return schemes;
    }

    /// <summary>The list a reference at a path below the record leads into.</summary>
    public ElmList TargetOf(string path) => path.Split('/').Aggregate(Shape, (node, name) => Array.Find(node.Children, child => child.Name == name) ?? node).Target;

    /// <summary>XPath of the record, without prefixes.</summary>
    public string Path(string root) => string.Create(CultureInfo.InvariantCulture, $"/{root}/{ElmShapes.Lists[List].Name}/{Element}[{Ordinal}]");

    public static ElmEntity Read(ReadOnlyMemory<byte> bytes)
    {
        ArraySegment<byte> part = MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> window) ? window : bytes.ToArray();
        using var reader = new BinaryReader(new MemoryStream(part.Array!, part.Offset, part.Count, writable: false), Encoding.UTF8);
        (int list, int record, bool tooLong, int ordinal, string id) = (reader.ReadByte(), reader.ReadByte(), reader.ReadBoolean(), reader.ReadInt32(), reader.ReadString());
        var values = new List<ElmValue>();
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var field = (ElmField)reader.ReadByte();
            int index = reader.Read7BitEncodedInt();
            string? aside = reader.ReadBoolean() ? reader.ReadString() : null;
            values.Add(new ElmValue(field, index, aside, reader.ReadString()));
        }

        return new ElmEntity(list, record, ordinal, id, tooLong, values);
    }
}

/// <summary>Writes a record while it is read; up to a size, so that no record takes more memory than one may have.</summary>
internal sealed class ElmEntityWriter(int mostBytes) : IDisposable
{
    /// <summary>Where it stands whether the record was too long.</summary>
    const int TooLongAt = 2;

    readonly BinaryWriter _writer = new(new MemoryStream(), Encoding.UTF8);

    MemoryStream Bytes => (MemoryStream)_writer.BaseStream;

    public bool IsTooLong { get; private set; }

    public void Begin(int list, int record, int ordinal, string id)
    {
        Bytes.SetLength(0);
        IsTooLong = false;
        _writer.Write((byte)list);
        _writer.Write((byte)record);
        _writer.Write(false);
        _writer.Write(ordinal);
        _writer.Write(id);
    }

    public void Add(ElmValue value)
    {
        IsTooLong |= Bytes.Length + value.Text.Length > mostBytes;
        if (IsTooLong) return;
        _writer.Write((byte)value.Field);
        _writer.Write7BitEncodedInt(value.Index);
        _writer.Write(value.Aside is not null);
        if (value.Aside is not null) _writer.Write(value.Aside);
        _writer.Write(value.Text);
    }

    /// <summary>Valid until the next record begins.</summary>
    public ReadOnlySpan<byte> End()
    {
        Span<byte> written = Bytes.GetBuffer().AsSpan(0, (int)Bytes.Length);
        written[TooLongAt] = IsTooLong ? (byte)1 : (byte)0;
        return written;
    }

    public void Dispose() => _writer.Dispose();
}
