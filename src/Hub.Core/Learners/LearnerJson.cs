using System.Buffers;
using System.Text;
using System.Text.Json;
using Hub.Agreements;
using Hub.Learners.Achievements;

namespace Hub.Learners;

/// <summary>
/// Divides the canonical JSON of a record into what may be stored as it is and what only as ciphertext, and joins it again. Dividing,
/// members move as bytes: nothing is parsed into objects, as a bulk load goes through here.
/// </summary>
static class LearnerJson
{
    /// <summary>Of all kinds of records about learners: no name means one thing here and another there.</summary>
    static readonly byte[][] Personal = [.. AchievementColumns.Personal.Union(AgreementColumns.Personal).Select(Encoding.UTF8.GetBytes)];

    /// <summary>The same by their length: a bulk load asks it of every member.</summary>
    static readonly byte[][][] PersonalByLength = [.. Enumerable.Range(0, Personal.Max(name => name.Length) + 1).Select(length => Personal.Where(name => name.Length == length).ToArray())];

    /// <summary>Scheme and identifier of the learner a record is about.</summary>
    public static (string? Scheme, string Identifier) LearnerOf(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        string? scheme = null, identifier = null;
        reader.Read();
        while (identifier is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isScheme = reader.ValueTextEquals("learnerScheme"u8), isId = reader.ValueTextEquals("learnerId"u8);
            reader.Read();
            if (isScheme) scheme = reader.GetString();
            else if (isId) identifier = reader.GetString();
            else reader.Skip();
        }

        return (scheme, identifier ?? throw new InvalidDataException("A record of a learner names none."));
    }

    /// <summary>What of a record may be shown to whoever need not know the person: the clear members alone.</summary>
    public static byte[] Clear(ReadOnlySpan<byte> json)
    {
        var clear = new ArrayBufferWriter<byte>(json.Length);
        Divide(json, clear, new ArrayBufferWriter<byte>(256));
        clear.Write("}"u8);
        return clear.WrittenSpan.ToArray();
    }

    /// <summary>The stored record with its sealed members opened, in place of what they were sealed in, which stands last.</summary>
    public static byte[] Open(ReadOnlyMemory<byte> stored, Learner learner, string id)
    {
        (int end, string sealedText) = FindSealed(stored.Span);
        byte[] personal = learner.Open(sealedText, id);
        // Both are objects as Seal wrote them: "{...}", the personal one with a member at least, since it names the learner.
        byte[] json = new byte[end + personal.Length];
        stored.Span[..end].CopyTo(json);
        json[end] = (byte)',';
        personal.AsSpan(1).CopyTo(json.AsSpan(end + 1));
        return json;
    }

    /// <summary>Where the member before the sealed one ends.</summary>
    static (int End, string Text) FindSealed(ReadOnlySpan<byte> stored)
    {
        var reader = new Utf8JsonReader(stored);
        reader.Read();
        for (int end = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; end = (int)reader.BytesConsumed)
        {
            bool isSealed = reader.ValueTextEquals("sealed"u8);
            reader.Read();
            if (isSealed) return (end, reader.GetString()!);
            reader.Skip();
        }

        throw new InvalidDataException("A record of a learner has no sealed part.");
    }

    /// <summary>Writes the members that say nothing of the person, without what closes them, so that others can follow; and the personal ones.</summary>
    public static void Divide(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> clear, ArrayBufferWriter<byte> personal)
    {
        clear.Write("{"u8);
        personal.Write("{"u8);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            int start = (int)reader.TokenStartIndex;
            ArrayBufferWriter<byte> to = IsPersonal(ref reader) ? personal : clear;
            reader.Read();
            reader.Skip();
            if (to.WrittenCount > 1) to.Write(","u8);
            to.Write(json[start..(int)reader.BytesConsumed]);
        }

        personal.Write("}"u8);
    }

    static bool IsPersonal(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length >= PersonalByLength.Length) return false;
        foreach (byte[] name in PersonalByLength[reader.ValueSpan.Length])
            if (reader.ValueTextEquals(name)) return true;
        return false;
    }
}
