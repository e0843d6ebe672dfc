using System.Text;

namespace Hub.Formats.Xml;

/// <summary>The characters of a body on their way to the XML reader, measured by a <see cref="MarkupMeter"/>.</summary>
internal sealed class MeteredText(Stream body, Encoding encoding, XmlLimits limits) : TextReader
{
    readonly StreamReader _text = new(body, encoding, detectEncodingFromByteOrderMarks: false, 64 * 1024, leaveOpen: true);
    readonly MarkupMeter _meter = new(limits.TagChars, limits.TextChars);

    public int? DocumentTypeLine => _meter.DocumentTypeLine;

    /// <summary>Whether the body has come to its end in the middle of a tag, a comment or a section.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Characters that were passed on.</summary>
    public long Passed { get; private set; }

    public override int Read(char[] buffer, int index, int count)
    {
        int read = _text.Read(buffer, index, count);
        Passed += read;
        IsCut = read == 0 && count > 0 && _meter.IsInside;
        if (_meter.Pass(buffer.AsSpan(index, read))) return read;
        bool isTag = _meter.IsTagTooLong;
        throw new XmlRefused((line, column) => isTag ? XmlProblems.TagTooLong(limits.TagChars, line, column) : XmlProblems.TextTooLong(limits.TextChars, line, column));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _text.Dispose();
        base.Dispose(disposing);
    }
}
