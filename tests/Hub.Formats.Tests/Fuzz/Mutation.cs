using System.Text;

namespace Hub.Formats.Tests.Fuzz;

/// <summary>Bytes nobody meant to send: noise, and valid files that something happened to. The same seed gives the same bytes.</summary>
public static class Mutation
{
    static readonly string[] Pieces =
    [
        "\"", "\"\"", ",", ";", "\t", "|", "\r", "\n", "\r\n", "\0", "sep=;\n", "\uFEFF", "{", "}", "[", "]", ":", "\\ud800", "\\u0000", "\\", "null", "true", "1e999", "-0", "1e-400",
        "hub_row", "localId", "title@pt", "ç", "日本", "😀", "<row r=\"1\">", "<c r=\"XFD1\"/>", "</sheetData>", "<!DOCTYPE a>", "&#x0;", "&amp;", "_xD800_", "_x0000_", "<v>", "t=\"s\"", "s=\"99\"", "99999999999",
        "<!--", "-->", "<![CDATA[", "]]>", "<?x", "?>", "xmlns=\"\"", "idref=\"o1\"", "id=\"o1\"", "language=\"xx\"", "<Courses>", "</Courses>", "'", "&#xD800;", "&lt;", "uri=\"\"",
    ];

    public static byte[] Of(Random random, byte[] valid)
    {
        if (random.Next(10) == 0) return Noise(random, random.Next(2000));
        List<byte> bytes = [.. valid];
        for (int changes = random.Next(1, 12); changes > 0 && bytes.Count > 0; changes--) Change(random, bytes);
        return [.. bytes];
    }

    static void Change(Random random, List<byte> bytes)
    {
        int at = random.Next(bytes.Count), length = Math.Min(random.Next(1, 60), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : length);
                break;
            case 5:
                bytes.InsertRange(at, Noise(random, random.Next(1, 8)));
                break;
            default:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Pieces[random.Next(Pieces.Length)], random.Next(1, 5)))));
                break;
        }
    }

    static byte[] Noise(Random random, int length)
    {
        byte[] noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }
}
