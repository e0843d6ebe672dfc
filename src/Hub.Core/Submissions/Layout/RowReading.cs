using Hub.Rules;
using Hub.Submissions.Cells;
using Hub.Submissions.Findings;

namespace Hub.Submissions.Layout;

/// <summary>One row while it is read: where its cells are, which columns are filled, where findings go. One per thread, used again for every row.</summary>
public sealed class RowReading
{
    const string Dividers = "| \t\r\n\u00A0";

    ulong _filled;
    LayoutUse?[] _useOf = [];
    LayoutUse? _current;
    IRow _row = null!;

    public JudgeScope Scope { get; private set; } = null!;

    public RowVerdict Verdict { get; private set; } = null!;

    internal RecordLayout Layout { get; private set; } = null!;

    /// <summary>Bit per canonical column that has something in it, readable or not.</summary>
    public ulong Filled => _filled;

    public bool Has(Column column) => (_filled & (1UL << column.Ordinal)) != 0;

    /// <summary>The trimmed cell of a column, or empty.</summary>
    public ReadOnlySpan<char> Cell(Column column) => _useOf[column.Ordinal] is { } use && Has(column) ? Cell(use) : default;

    /// <summary>Adds a finding on the cell being read.</summary>
    public void Add(FindingCode code, string? detail = null) => Verdict.Add(new Finding(_row.Number, _current?.SourceName, code, code.Severity, detail));

    /// <summary>Adds a finding on a column, by the provider's own name of it; on the whole row when null.</summary>
    public void Add(Column? column, FindingCode code, string? detail = null) => Add(column, code, code.Severity, detail);

    public void Add(Column? column, FindingCode code, Severity severity, string? detail = null) =>
        Verdict.Add(new Finding(_row.Number, column is null ? null : NameOf(column), code, severity, detail));

    /// <summary>Adds a finding that rests on a rule; the rule's confidence limits its severity.</summary>
    public void Add(Column? column, RulesetFinding finding, IRule rule, Ruleset ruleset, RuleEffect effect = RuleEffect.Reject, string? detail = null) =>
        Add(column, finding.Code, finding.Against(rule, ruleset, effect), detail);

    string NameOf(Column column) => _useOf[column.Ordinal] is { } use && Has(column) ? use.SourceName : Layout.NameOf(column.Ordinal);

    internal void Begin(IRow row, RecordLayout layout, JudgeScope scope, RowVerdict verdict, int columns)
    {
        (_row, Layout, Scope, Verdict, _current) = (row, layout, scope, verdict, null);
        if (_useOf.Length != columns) _useOf = new LayoutUse?[columns];
        _filled = 0;
    }

    /// <summary>Moves to the next source of a cell. Empty when there is nothing in it, or another source has filled the column already.</summary>
    internal ReadOnlySpan<char> Enter(LayoutUse use)
    {
        if (!use.IsText && (_filled & (1UL << use.Column)) != 0) return default;
        ReadOnlySpan<char> cell = Cell(use);
        if (cell.IsEmpty) return cell;
        _current = use;
        if ((_filled & (1UL << use.Column)) == 0) _useOf[use.Column] = use;
        _filled |= 1UL << use.Column;
        return cell;
    }

    internal ReadOnlySpan<char> Cell(LayoutUse use)
    {
        ReadOnlySpan<char> cell = CellText.Trim(use.Constant is null ? _row[use.Cell] : use.Constant);
        return use.IsList && !cell.IsEmpty && cell[0] == ListReading.Divider && cell.Trim(Dividers).IsEmpty ? default : cell;
    }

    internal void Leave() => _current = null;
}
