using Hub.Formats.Json;
using Hub.Submissions;

namespace Hub.Formats.Xml;

/// <summary>Writes rejected rows as the records the hub made of them, one JSON object a line: XML can not be cut out where records refer to each other.</summary>
internal sealed class XmlErrorFileWriter(Stream destination) : IErrorFileWriter
{
    readonly JsonErrorFileWriter _lines = new(destination, asArray: false);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> raw, int row, string errors, CancellationToken cancel) => _lines.WriteAsync(XmlLine.WithoutOwn(raw), row, errors, cancel);

    public ValueTask DisposeAsync() => _lines.DisposeAsync();
}
