using Hub.Submissions.Layout;

namespace Hub.Submissions.Judging;

public enum Disposition : byte
{
    Accepted,
    Held,
    Rejected,

    /// <summary>Repeats an earlier row of the same file, content and all.</summary>
    Repeated,

    /// <summary>Good, but other rows of its all-or-nothing file are not: judging never says so, only the verdict on the whole.</summary>
    Waiting,
}

/// <summary>What is kept of a judged row until the whole file can be settled: small, because a file may have millions.</summary>
/// <param name="Key">First 16 bytes of SHA-256 of the public id; 0 when the row does not say which record it is.</param>
/// <param name="Content">First 8 bytes of SHA-256 of the canonical JSON; 0 for rejected rows.</param>
/// <param name="RawOffset">Where the record's bytes stand in its chunk.</param>
/// <param name="FindingsOffset">Where its findings stand in <see cref="ChunkIndex.Findings"/>, one JSON line each.</param>
/// <param name="IsWithdrawn">Whether the row withdraws its record, or leaves it withdrawn.</param>
/// <remarks>The largest come first: 48 bytes, where another order takes 64.</remarks>
public readonly record struct JudgedRow(UInt128 Key, ulong Content, int Row, int RawOffset, int RawLength, int FindingsOffset, int FindingsLength, Disposition Disposition, bool IsWithdrawn = false);

/// <summary>A reference of a row, with the key of its target as in <see cref="JudgedRow.Key"/>.</summary>
public readonly record struct JudgedReference(int Row, string Column, ReferenceTarget Target, string Id, UInt128 Key);
