using System.Globalization;
using System.Text;

namespace Hub.Pipeline.Tests.Privacy;

/// <summary>
/// Values that stand nowhere else: whoever finds one has found what a person's field held. Each begins alike, so that all are found by
/// looking for that, and holds a letter beyond ASCII, as names do. Days of birth can not be marked; they are days nobody else has.
/// </summary>
public sealed class Marks(int seed)
{
    /// <summary>Long enough that its Base64 has a core which does not depend on what stands around it.</summary>
    public const string Beginning = "zqxjvwkqzx";

    const int FirstYear = 1901, Years = 5;

    readonly Random _random = new(seed);
    readonly List<string> _days = [];

    public int Seed => seed;

    /// <summary>Days of birth that were given out, in the forms that dates are written in.</summary>
    public IEnumerable<string> Days => _days;

    public string Next(string field) => $"{Beginning}é{field}{_random.Next(1_000_000).ToString("D6", CultureInfo.InvariantCulture)}";

    public string NextDay()
    {
        var day = new DateOnly(FirstYear + _random.Next(Years), 1 + _random.Next(12), 1 + _random.Next(28));
        _days.Add(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return _days[^1];
    }

    /// <summary>One of several, as the seed has it.</summary>
    public T Choose<T>(params T[] of) => of[_random.Next(of.Length)];

    /// <summary>The bytes by which marks are found, with a name for each form.</summary>
    public IEnumerable<(string Form, byte[] Bytes)> Forms()
    {
        foreach (string text in (string[])[Beginning, Beginning.ToUpperInvariant()])
        {
            yield return ("UTF-8", Encoding.UTF8.GetBytes(text));
            yield return ("UTF-16", Encoding.Unicode.GetBytes(text));
            yield return ("UTF-16 big-endian", Encoding.BigEndianUnicode.GetBytes(text)[1..]);
            yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(Encoding.ASCII.GetBytes(text))));
            yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text))));
            yield return ("percent-encoded", Encoding.ASCII.GetBytes(string.Concat(text.Select(c => $"%{(int)c:X2}"))));
            yield return ("JSON-escaped", Encoding.ASCII.GetBytes(string.Concat(text.Select(c => $"\\u{(int)c:x4}"))));
            foreach (byte[] encoded in (byte[][])[Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text)])
                for (int before = 0; before < 3; before++) yield return ("Base64", Base64Core(encoded, before));
        }

        foreach (string day in _days.Distinct())
        {
            yield return ("day", Encoding.UTF8.GetBytes(day));
            yield return ("day in UTF-16", Encoding.Unicode.GetBytes(day));
        }
    }

    /// <summary>What Base64 makes of the bytes when so many stand before them: without the characters that neighbours have a part in.</summary>
    static byte[] Base64Core(byte[] bytes, int before)
    {
        string whole = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
        int skip = before == 0 ? 0 : before + 1, bits = (before + bytes.Length) * 8;
        return Encoding.ASCII.GetBytes(whole[skip..(bits / 6)]);
    }
}
