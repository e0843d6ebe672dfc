using Hub.Submissions.Cells;
using Hub.Submissions.Layout;

namespace Hub.Organisations.Accreditations;

/// <summary>
/// Organisations as agencies name them: by the hub's id, or by an identifier of another register (<c>DEQAR:DEQARINST0001</c>) that
/// exactly one organisation of the register has.
/// </summary>
static class OrganisationNames
{
    public static string? Read(ReadOnlySpan<char> cell, RowReading row)
    {
        if (OrganisationId.IsValid(cell)) return cell.ToString();
        if (!cell.Contains(':'))
        {
            row.Add(CellFindings.NotAnOrganisation);
            return null;
        }

        // An identifier that leads nowhere stays as it is: settling then says so.
        return PartForms.Identifier(cell, row) is { } identifier ? row.Scope.OrganisationOf(identifier) ?? identifier : null;
    }
}
