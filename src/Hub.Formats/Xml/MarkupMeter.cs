namespace Hub.Formats.Xml;

/// <summary>
/// Measures tags and texts as they pass, before the XML reader holds them in memory. It only knows enough of XML to tell where a
/// tag, a comment or a section ends; whether it is XML is the reader's business.
/// </summary>
internal sealed class MarkupMeter(int tagChars, int textChars)
{
    enum Place
    {
        Text,
        Opened,
        Declared,
        Tag,
        Quoted,
        Comment,
        Section,
        Instruction,
    }

    Place _place;
    char _quote;
    char _last;
    char _beforeLast;
    int _length;
    int _line = 1;

    /// <summary>Line on which a document type declaration began, counted from 1; null while there is none.</summary>
    public int? DocumentTypeLine { get; private set; }

    /// <summary>Whether the text so far ends in the middle of a tag, a comment or a section.</summary>
    public bool IsInside => _place != Place.Text;

    public bool IsTagTooLong { get; private set; }

    public bool IsTextTooLong { get; private set; }

    /// <summary>False when something is too long.</summary>
    public bool Pass(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && !IsTagTooLong && !IsTextTooLong)
        {
            int passed = Step(text);
            _line += text[..passed].Count('\n');
            text = text[passed..];
        }

        return !IsTagTooLong && !IsTextTooLong;
    }

    /// <summary>Characters that were passed.</summary>
    int Step(ReadOnlySpan<char> text)
    {
        switch (_place)
        {
            case Place.Text:
                return Until(text, text.IndexOf('<'), Place.Opened);
            case Place.Opened:
                _place = text[0] switch { '!' => Place.Declared, '?' => Place.Instruction, _ => Place.Tag };
                return _place == Place.Tag ? 0 : 1;
            case Place.Declared:
                if (text[0] == 'D') DocumentTypeLine ??= _line;
                _place = text[0] switch { '-' => Place.Comment, '[' => Place.Section, _ => Place.Tag };
                (_last, _beforeLast) = ('\0', '\0');
                return 1;
            case Place.Tag:
                int end = text.IndexOfAny('>', '"', '\'');
                if (end >= 0 && text[end] != '>') _quote = text[end];
                return Until(text, end, end >= 0 && text[end] != '>' ? Place.Quoted : Place.Text);
            case Place.Quoted:
                return Until(text, text.IndexOf(_quote), Place.Tag);
            default:
                return UntilClosed(text);
        }
    }

    int Until(ReadOnlySpan<char> text, int end, Place next)
    {
        int passed = end < 0 ? text.Length : end + 1;
        _length += passed;
        IsTextTooLong = _place == Place.Text && _length > textChars;
        IsTagTooLong = _place != Place.Text && _length > tagChars;
        if (end < 0) return passed;
        if (_place == Place.Text || next == Place.Text) _length = 0;
        _place = next;
        return passed;
    }

    /// <summary>A comment ends with two hyphens, a section with two brackets, an instruction with a question mark before the angle bracket.</summary>
    int UntilClosed(ReadOnlySpan<char> text)
    {
        int end = text.IndexOf('>'), passed = end < 0 ? text.Length : end + 1;
        foreach (char c in text[Math.Max(0, (end < 0 ? text.Length : end) - 2)..(end < 0 ? text.Length : end)]) (_beforeLast, _last) = (_last, c);
        _length += passed;
        IsTextTooLong = _place == Place.Section && _length > textChars;
        bool closes = _place switch { Place.Comment => _last == '-' && _beforeLast == '-', Place.Section => _last == ']' && _beforeLast == ']', _ => _last == '?' };
        if (end >= 0 && closes) (_place, _length) = (Place.Text, 0);
        else if (end >= 0) (_beforeLast, _last) = (_last, '>');
        return passed;
    }
}
