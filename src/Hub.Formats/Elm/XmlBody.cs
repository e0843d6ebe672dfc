using System.Text;
using System.Xml;

namespace Hub.Formats.Elm;

/// <summary>An XML body being read forward: without document types, without anything from elsewhere, and within <see cref="ElmLimits"/>.</summary>
internal sealed class XmlBody : IDisposable
{
    /// <summary>What is looked at before the reader starts: enough for a byte order mark and an XML declaration.</summary>
    const int HeadBytes = 1024;

    readonly MeteredText _text;
    readonly ElmLimits _limits;
    XmlReader? _reader;

    XmlBody(MeteredText text, XmlEncoding encoding, ElmLimits limits) => (_text, Encoding, _limits) = (text, encoding, limits);

    /// <summary>The reader begins to read when it is made, so it is made where <see cref="Try"/> sees it.</summary>
    public XmlReader Xml => _reader ??= XmlReader.Create(_text, new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        NameTable = new BoundedNames(_limits.Names),
    });

    public XmlEncoding Encoding { get; }

    public long Characters => _text.Passed;

    /// <summary>Where the reader is, counted from 1.</summary>
    public (int Line, int Column) Place => _reader is IXmlLineInfo info ? (Math.Max(1, info.LineNumber), Math.Max(1, info.LinePosition)) : (1, 1);

    public static async Task<Result<XmlBody>> OpenAsync(Stream body, ElmLimits limits, CancellationToken cancel)
    {
        byte[] head = new byte[HeadBytes];
        int length = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        if (XmlEncoding.Of(head.AsSpan(0, length)) is not { } encoding) return XmlProblems.UnknownEncoding;
        var text = new MeteredText(new PrefixedStream(head.AsMemory(encoding.MarkBytes..length), body), encoding.ToStrict(), limits);
        return new XmlBody(text, encoding, limits);
    }

    /// <summary>From the element the reader is at on, everything is checked by the schemas on its way.</summary>
    public void CheckBy(ElmSchemas schemas, Action<int, int, string> report)
    {
        _reader = schemas.Check(Xml, report);
        _reader.Read();        // gives the element that the reader below is at
    }

    /// <summary>Moves to the next node; false at the end.</summary>
    public bool Next()
    {
        XmlReader xml = Xml;
        if (!xml.Read()) return false;
        if (xml.NodeType != XmlNodeType.Element) return true;
        if (xml.Depth >= _limits.Depth) throw new XmlRefused((line, column) => XmlProblems.TooDeep(_limits.Depth, line, column));
        if (xml.AttributeCount > _limits.Attributes) throw new XmlRefused((line, column) => XmlProblems.TooManyAttributes(_limits.Attributes, line, column));
        return true;
    }

    /// <summary>Passes over the element the reader is at, to its end tag.</summary>
    public void Skip()
    {
        if (Xml.IsEmptyElement) return;
        for (int depth = Xml.Depth; Next() && Xml.Depth > depth;)
        {
            // XmlReader.Skip would follow any depth
        }
    }

    /// <summary>Runs something that reads; what the reader throws at a broken body comes back as a problem.</summary>
    public Problem? Try(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (XmlRefused refused)
        {
            return refused.At(Place.Line, Place.Column);
        }
        catch (XmlException wrong)
        {
            if (_text.DocumentTypeLine is { } dtd && (_reader?.Depth ?? 0) == 0) return XmlProblems.Dtd(dtd);
            (int line, int column) = (Math.Max(1, wrong.LineNumber), Math.Max(1, wrong.LinePosition));
            return _text.IsCut || wrong.Message.StartsWith(EndOfFile, StringComparison.Ordinal) ? XmlProblems.Truncated(line, column) : XmlProblems.NotWellFormed(line, column);
        }
        catch (DecoderFallbackException)
        {
            return XmlProblems.WrongEncoding(Encoding.Name);
        }
    }

    /// <summary>How the reader's message begins when the file ends too early; it has no code for it.</summary>
    const string EndOfFile = "Unexpected end of file";

    public void Dispose()
    {
        _reader?.Dispose();
        _text.Dispose();
    }
}
