namespace Hub.Formats.Xml;

/// <summary>Carries a refusal out of the depths of the XML reader, where nothing can be returned; <see cref="XmlBody"/> turns it into a problem again.</summary>
internal sealed class XmlRefused(Func<int, int, Problem> problemAt) : Exception
{
    public Problem At(int line, int column) => problemAt(line, column);
}
