namespace Hub.Catalogue.Search;

/// <summary>Which entries hold which word. Words are sought by their beginnings, so they are kept in order too.</summary>
sealed class SearchTerms
{
    readonly Dictionary<string, List<int>> _places = new(StringComparer.Ordinal);
    readonly List<string> _new = [];
    string[] _ordered = [];

    public void Add(string word, int slot, bool inTitle)
    {
        if (!_places.TryGetValue(word, out List<int>? places))
        {
            _places[word] = places = new List<int>(1);
            _new.Add(word);
        }

        places.Add((slot << 1) | (inTitle ? 1 : 0));
    }

    /// <summary>Puts the words that came since the last time in order among the others.</summary>
    public void Settle()
    {
        if (_new.Count == 0) return;
        _new.Sort(StringComparer.Ordinal);
        var ordered = new string[_ordered.Length + _new.Count];
        for (int i = 0, old = 0, fresh = 0; i < ordered.Length; i++)
            ordered[i] = fresh == _new.Count || (old < _ordered.Length && string.CompareOrdinal(_ordered[old], _new[fresh]) < 0) ? _ordered[old++] : _new[fresh++];
        _ordered = ordered;
        _new.Clear();
    }

    /// <summary>Adds up how well entries fit: the whole word before its beginning, the title before the rest. Every word must be met.</summary>
    /// <param name="met">By slot: how many of the words so far were met.</param>
    public void Score(IReadOnlyList<string> words, byte[] met, int[] scores)
    {
        for (int i = 0; i < words.Count; i++)
        {
            foreach (bool inTitle in (bool[])[true, false])
            {
                if (_places.TryGetValue(words[i], out List<int>? exact)) Score(exact, inTitle, inTitle ? 12 : 3, i, met, scores);
                foreach (string longer in LongerThan(words[i])) Score(_places[longer], inTitle, inTitle ? 6 : 1, i, met, scores);
            }
        }
    }

    static void Score(List<int> places, bool inTitle, int score, int word, byte[] met, int[] scores)
    {
        foreach (int place in places)
        {
            int slot = place >> 1;
            if ((place & 1) != (inTitle ? 1 : 0) || met[slot] != word) continue;    // an earlier word is missing, or this one was met better
            met[slot] = (byte)(word + 1);
            scores[slot] += score;
        }
    }

    ArraySegment<string> LongerThan(string beginning)
    {
        int from = Array.BinarySearch(_ordered, beginning, StringComparer.Ordinal);
        from = from < 0 ? ~from : from + 1;
        int to = Array.BinarySearch(_ordered, from, _ordered.Length - from, beginning + '\uffff', StringComparer.Ordinal);
        return new ArraySegment<string>(_ordered, from, (to < 0 ? ~to : to) - from);
    }

    /// <summary>Gives entries their new slots and forgets those that have none.</summary>
    public void Move(int[] slots)
    {
        foreach (string word in (string[])[.. _places.Keys])
        {
            List<int> moved = [.. _places[word].Where(p => slots[p >> 1] >= 0).Select(p => (slots[p >> 1] << 1) | (p & 1))];
            if (moved.Count > 0) _places[word] = moved;
            else _places.Remove(word);
        }

        _ordered = [.. _places.Keys.Order(StringComparer.Ordinal)];
        _new.Clear();
    }
}
