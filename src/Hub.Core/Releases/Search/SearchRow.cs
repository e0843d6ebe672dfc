using System.Buffers;
using System.Buffers.Text;

namespace Hub.Releases.Search;

/// <summary>A row while it is written. Empty places are written only when a value comes after them, so a row ends with its last one.</summary>
sealed class SearchRow(ArrayBufferWriter<byte> buffer)
{
    const int MostDigits = 11;

    int _empty;
    bool _isBegun;

    public void Write(SearchColumn[] columns)
    {
        (_empty, _isBegun) = (0, false);
        buffer.Write("["u8);
        foreach (SearchColumn column in columns)
        {
            _empty++;
            column.Write(this);
        }

        buffer.Write("]"u8);
    }

    /// <param name="json">Value of the column that is being written.</param>
    public void Put(ReadOnlySpan<byte> json)
    {
        Next();
        buffer.Write(json);
    }

    public void Put(int number)
    {
        Next();
        Digits(number);
    }

    public void Put(IReadOnlyList<int> numbers)
    {
        Next();
        buffer.Write("["u8);
        for (int i = 0; i < numbers.Count; i++)
        {
            if (i > 0) buffer.Write(","u8);
            Digits(numbers[i]);
        }

        buffer.Write("]"u8);
    }

    void Next()
    {
        for (; _empty > 0; _empty--)
        {
            if (_isBegun) buffer.Write(","u8);
            if (_empty > 1) buffer.Write("null"u8);
            _isBegun = true;
        }
    }

    void Digits(int number)
    {
        Utf8Formatter.TryFormat(number, buffer.GetSpan(MostDigits), out int length);
        buffer.Advance(length);
    }
}
