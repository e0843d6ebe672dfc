using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Hub.Learners;

/// <summary>
/// Stands for a learner everywhere outside the learner's own rows: 34 hexadecimal digits. The first two say in which partition the
/// identity lies, the rest is random and says nothing of the person. Gone with its rows when the learner is erased.
/// </summary>
public readonly record struct LearnerReference(string Value)
{
    const int Length = 34;

    /// <summary>Partition of the learner's identity and key.</summary>
    public string Partition => Value[..2];

    /// <summary>A new one in a partition, <c>00</c> to <c>ff</c>.</summary>
    public static LearnerReference New(string partition) => new(string.Concat(partition, RandomNumberGenerator.GetHexString(Length - 2, lowercase: true)));

    public static bool TryParse([NotNullWhen(true)] string? text, out LearnerReference reference)
    {
        bool isOne = text is { Length: Length } && !text.AsSpan().ContainsAnyExcept(Digits);
        reference = isOne ? new LearnerReference(text!) : default;
        return isOne;
    }

    public override string ToString() => Value;

    static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789abcdef");
}
