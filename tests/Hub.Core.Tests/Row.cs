using Hub.Submissions.Layout;

namespace Hub.Tests;

/// <summary>A row from strings; the smallest thing that is one.</summary>
public sealed class Row(int number, params IReadOnlyList<string> cells) : IRow
{
    public int Number => number;

    public int Count => cells.Count;

    public ReadOnlySpan<char> this[int column] => column < cells.Count ? cells[column] : default;
}
