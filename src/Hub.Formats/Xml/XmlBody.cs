using System.Text;
using System.Xml;

namespace Hub.Formats.Xml;

/// <summary>An XML body being read forward: without document types, without anything from elsewhere, and within <see cref="XmlLimits"/>.</summary>
internal sealed class XmlBody : IDisposable
{
    /// <summary>What is looked at before the reader starts: enough for a byte order mark and an XML declaration.</summary>
    const int HeadBytes = 1024;

    readonly MeteredText _text;
    readonly XmlLimits _limits;
    readonly StringBuilder _pieces = new();
    XmlReader? _reader;

    XmlBody(MeteredText text, XmlEncoding encoding, XmlLimits limits) => (_text, Encoding, _limits) = (text, encoding, limits);

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

    public static async Task<Result<XmlBody>> OpenAsync(Stream body, XmlLimits limits, CancellationToken cancel)
    {
        byte[] head = new byte[HeadBytes];
        int length = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        if (XmlEncoding.Of(head.AsSpan(0, length)) is not { } encoding) return XmlProblems.UnknownEncoding;
        var text = new MeteredText(new PrefixedStream(head.AsMemory(encoding.MarkBytes..length), body), encoding.ToStrict(), limits);
        return new XmlBody(text, encoding, limits);
    }

    /// <summary>From the element the reader is at on, everything is checked by the schemas on its way.</summary>
    public void CheckBy(XmlSchemas schemas, Action<int, int, string> report)
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

    /// <summary>The text of the element the reader is at, without space at its ends; the reader goes to its end tag. Tags in it are passed over.</summary>
    /// <param name="mostChars">Pieces after the first (a text is one piece unless something stands in it) are kept up to this length.</param>
    public string ReadText(int mostChars)
    {
        if (Xml.IsEmptyElement) return "";
        string text = "";
        _pieces.Clear();
        for (int depth = Xml.Depth; Next() && Xml.Depth > depth;)
        {
            if (Xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA)) continue;
            if (text.Length == 0) text = Xml.Value;
            else if (_pieces.Length <= mostChars) _pieces.Append(Xml.Value);
        }

        return _pieces.Length == 0 ? text.Trim() : _pieces.Insert(0, text).ToString().Trim();
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
