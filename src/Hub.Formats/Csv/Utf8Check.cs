using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Hub.Formats.Csv;

/// <summary>
/// Whether a stream of blocks is UTF-8. Counts well-formed sequences and bytes that fit nowhere, because one damaged place in
/// UTF-8 must not turn the whole file into Windows-1252, and a few bytes of Windows-1252 can look like UTF-8 by chance.
/// </summary>
internal sealed class Utf8Check
{
    // Beyond this many the answer is clear; counting them all would cost more than the check.
    const int CountAtMost = 1 << 20;

    readonly byte[] _cut = new byte[4];
    int _cutBytes;
    long _offset;
    long _sequences;
    long _misfits;

    public long FirstMisfit { get; private set; } = -1;

    public bool IsUtf8 => _misfits == 0;

    /// <summary>More characters fit than not: UTF-8 that was damaged.</summary>
    public bool IsDamagedUtf8 => _misfits > 0 && _sequences > _misfits;

    public void Add(ReadOnlySpan<byte> block)
    {
        while (_cutBytes > 0 && !block.IsEmpty)
        {
            _cut[_cutBytes++] = block[0];
            block = block[1..];
            if (Rune.DecodeFromUtf8(_cut.AsSpan(0, _cutBytes), out _, out _) == OperationStatus.NeedMoreData) continue;
            byte[] whole = _cut.AsSpan(0, _cutBytes).ToArray();
            _cutBytes = 0;
            AddWhole(whole);
        }

        AddWhole(block);
    }

    public void Finish()
    {
        if (_cutBytes > 0) Misfit(_offset);
        _cutBytes = 0;
    }

    void AddWhole(ReadOnlySpan<byte> block)
    {
        int tail = CutTail(block);
        ReadOnlySpan<byte> whole = block[..^tail];
        if (_misfits == 0 && Ascii.IsValid(whole)) _offset += whole.Length;
        else if (_misfits == 0 && Utf8.IsValid(whole))
        {
            if (_sequences < CountAtMost) _sequences += Leads(whole);
            _offset += whole.Length;
        }
        else CountEach(whole);

        block[^tail..].CopyTo(_cut);
        _cutBytes = tail;
    }

    void CountEach(ReadOnlySpan<byte> block)
    {
        while (!block.IsEmpty)
        {
            int ascii = block.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii < 0) ascii = block.Length;
            _offset += ascii;
            block = block[ascii..];
            if (block.IsEmpty) return;
            if (Rune.DecodeFromUtf8(block, out _, out int used) == OperationStatus.Done) _sequences++;
            else Misfit(_offset);
            _offset += used;
            block = block[used..];
        }
    }

    void Misfit(long at)
    {
        if (_misfits++ == 0) FirstMisfit = at;
    }

    static int Leads(ReadOnlySpan<byte> block)
    {
        int leads = 0;
        foreach (byte b in block)
            if (b >= 0xC0) leads++;
        return leads;
    }

    /// <summary>Bytes at the end that begin a character which the next block may complete.</summary>
    static int CutTail(ReadOnlySpan<byte> block)
    {
        for (int tail = 1; tail <= Math.Min(3, block.Length); tail++)
        {
            if ((block[^tail] & 0xC0) == 0x80) continue;
            return Rune.DecodeFromUtf8(block[^tail..], out _, out _) == OperationStatus.NeedMoreData ? tail : 0;
        }

        return 0;
    }
}
