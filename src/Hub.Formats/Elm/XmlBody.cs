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
    XmlReader _xml;

    XmlBody(MeteredText text, XmlReader xml, XmlEncoding encoding, ElmLimits limits) => (_text, _xml, Encoding, _limits) = (text, xml, encoding, limits);

    public XmlReader Xml => _xml;

    public XmlEncoding Encoding { get; }

    public long Characters => _text.Passed;

    /// <summary>Where the reader is, counted from 1.</summary>
    public (int Line, int Column) Place => _xml is IXmlLineInfo info ? (Math.Max(1, info.LineNumber), Math.Max(1, info.LinePosition)) : (1, 1);

    public static async Task<Result<XmlBody>> OpenAsync(Stream body, ElmLimits limits, CancellationToken cancel)
    {
        byte[] head = new byte[HeadBytes];
        int length = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        if (XmlEncoding.Of(head.AsSpan(0, length)) is not { } encoding) return XmlProblems.UnknownEncoding;
        var text = new MeteredText(new PrefixedStream(head.AsMemory(encoding.MarkBytes..length), body), encoding.ToStrict(), limits);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            NameTable = new BoundedNames(limits.Names),
        };
        return new XmlBody(text, XmlReader.Create(text, settings), encoding, limits);
    }

    /// <summary>From the element the reader is at on, everything is checked by the schemas on its way.</summary>
    public void CheckBy(ElmSchemas schemas, Action<int, int, string> report)
    {
        _xml = schemas.Check(_xml, report);
        _xml.Read();        // gives the element that the reader below is at
    }

    /// <summary>Moves to the next node; false at the end.</summary>
    public bool Next()
    {
        if (!_xml.Read()) return false;
        if (_xml.NodeType != XmlNodeType.Element) return true;
        if (_xml.Depth >= _limits.Depth) throw new XmlRefused((line, column) => XmlProblems.TooDeep(_limits.Depth, line, column));
        if (_xml.AttributeCount > _limits.Attributes) throw new XmlRefused((line, column) => XmlProblems.TooManyAttributes(_limits.Attributes, line, column));
        return true;
    }

    /// <summary>Passes over the element the reader is at, to its end tag.</summary>
    public void Skip()
    {
        if (_xml.IsEmptyElement) return;
        for (int depth = _xml.Depth; Next() && _xml.Depth > depth;)
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
            // A prohibited document type comes without its place; the meter saw it pass not far behind what was read last.
            (int line, int column) = wrong.LineNumber > 0 ? (wrong.LineNumber, Math.Max(1, wrong.LinePosition)) : Place;
            if (_text.HasDocumentType && _xml.Depth == 0) return XmlProblems.Dtd(line, column);
            return wrong.Message.StartsWith(EndOfFile, StringComparison.Ordinal) ? XmlProblems.Truncated(line, column) : XmlProblems.NotWellFormed(line, column);
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
        _xml.Dispose();
        _text.Dispose();
    }
}
