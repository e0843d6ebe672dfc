using System.Buffers.Binary;
using System.Collections.ObjectModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Judging;

/// <summary>The judgement of a chunk without its records: enough to settle duplicates and references and to write findings.</summary>
public sealed record ChunkIndex(
    IReadOnlyList<JudgedRow> Rows,
    IReadOnlyList<JudgedReference> References,
    ReadOnlyMemory<byte> Findings,
    int FindingCount,
    IReadOnlyList<string> Rulesets)
{
    /// <summary>Countries of other awarding bodies that the register was asked for; null: it does not know the body. Of an identifier: the organisation that has it.</summary>
    public IReadOnlyDictionary<string, string?> Countries { get; init; } = new Dictionary<string, string?>();

    /// <summary>How many of the findings rest on the register.</summary>
    public int RegisterFindings { get; init; }

    /// <summary>How often each code was found; for whoever judged, it is not kept.</summary>
    public IReadOnlyDictionary<string, int> CountsByCode { get; init; } = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>Changes whenever the layout below does: an index of another layout is judged anew.</summary>
    const int Layout = 5;

    /// <summary>What the rows came to, in 32 hexadecimal digits.</summary>
    public string Identity()
    {
        byte[] verdicts = new byte[Rows.Count * 13];
        Span<byte> next = verdicts;
        foreach (JudgedRow row in Rows)
        {
            BinaryPrimitives.WriteInt32LittleEndian(next, row.Row);
            next[4] = (byte)row.Disposition;
            BinaryPrimitives.WriteUInt64LittleEndian(next[5..], row.Content);
            next = next[13..];
        }

        return Convert.ToHexStringLower(SHA256.HashData(verdicts).AsSpan(0, 16));
    }

    public void Write(Stream destination)
    {
        using var writer = new BinaryWriter(destination, Encoding.UTF8, leaveOpen: true);
        writer.Write(Layout);
        writer.Write(Rows.Count);
        writer.Write(MemoryMarshal.AsBytes(Rows is List<JudgedRow> list ? CollectionsMarshal.AsSpan(list) : Rows.ToArray()));
        writer.Write(References.Count);
        foreach (JudgedReference reference in References)
        {
            writer.Write(reference.Row);
            writer.Write(reference.Column);
            writer.Write((byte)reference.Target);
            writer.Write(reference.Id);
            writer.Write((ulong)(reference.Key >> 64));
            writer.Write((ulong)reference.Key);
        }

        writer.Write(FindingCount);
        writer.Write(RegisterFindings);
        writer.Write(Findings.Length);
        writer.Write(Findings.Span);
        writer.Write(Rulesets.Count);
        foreach (string version in Rulesets) writer.Write(version);
        writer.Write(Countries.Count);
        foreach ((string body, string? country) in Countries)
        {
            writer.Write(body);
            writer.Write(country ?? "");
        }
    }

    public static ChunkIndex Read(Stream source)
    {
        using var reader = new BinaryReader(source, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadInt32() != Layout) throw new InvalidDataException("The chunk's index has another layout.");
        var rows = GC.AllocateUninitializedArray<JudgedRow>(reader.ReadInt32());
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(rows.AsSpan()));
        var references = new JudgedReference[reader.ReadInt32()];
        for (int i = 0; i < references.Length; i++)
            references[i] = new JudgedReference(reader.ReadInt32(), reader.ReadString(), (ReferenceTarget)reader.ReadByte(), reader.ReadString(), new UInt128(reader.ReadUInt64(), reader.ReadUInt64()));
        int findingCount = reader.ReadInt32(), registerFindings = reader.ReadInt32();
        byte[] findings = reader.ReadBytes(reader.ReadInt32());
        var rulesets = new string[reader.ReadInt32()];
        for (int i = 0; i < rulesets.Length; i++) rulesets[i] = reader.ReadString();
        var countries = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        for (int left = reader.ReadInt32(); left > 0; left--) countries[reader.ReadString()] = reader.ReadString() is { Length: > 0 } country ? country : null;
        return new ChunkIndex(rows, references, findings, findingCount, rulesets) { Countries = countries, RegisterFindings = registerFindings };
    }
}
