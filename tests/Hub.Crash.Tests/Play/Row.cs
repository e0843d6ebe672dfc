using System.Text;

namespace Hub.Crash.Tests.Play;

enum RowState
{
    Good,

    /// <summary>Rejected until it is corrected.</summary>
    Bad,

    /// <summary>Held for a registrar: a credit system that nobody knows.</summary>
    Held,
}

/// <summary>A row of a file about an entry. The title is what changes from version to version.</summary>
readonly record struct Row(string LocalId, string Title, RowState State = RowState.Good)
{
    public const string Header = "localId,kind,title@en,creditSystem,creditPoints\n";

    public const string BadKind = "nonsense";

    public const string GoodKind = "unit";

    string Line => State switch
    {
        RowState.Bad => $"{LocalId},{BadKind},{Title},,\n",
        RowState.Held => $"{LocalId},{GoodKind},{Title},Knotenpunkte,5\n",
        _ => $"{LocalId},{GoodKind},{Title},,\n",
    };

    /// <summary>The entry in canonical JSON, for requests about single records.</summary>
    public object Record => new { localId = LocalId, kind = State == RowState.Bad ? BadKind : GoodKind, title = new { en = Title } };

    public static byte[] Csv(IEnumerable<Row> rows) => Encoding.UTF8.GetBytes(Header + string.Concat(rows.Select(r => r.Line)));
}
