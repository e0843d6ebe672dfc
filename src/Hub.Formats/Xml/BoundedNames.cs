using System.Xml;

namespace Hub.Formats.Xml;

/// <summary>The names an XML reader meets, up to a number of them: it keeps each for as long as it lives.</summary>
internal sealed class BoundedNames(int most) : XmlNameTable
{
    readonly NameTable _names = new();
    int _count;

    public override string Add(string array) => _names.Get(array) ?? Counted(_names.Add(array));

    public override string Add(char[] array, int offset, int length) => _names.Get(array, offset, length) ?? Counted(_names.Add(array, offset, length));

    public override string? Get(string array) => _names.Get(array);

    public override string? Get(char[] array, int offset, int length) => _names.Get(array, offset, length);

    string Counted(string name) => ++_count <= most ? name : throw new XmlRefused((line, column) => XmlProblems.TooManyNames(most, line, column));
}
