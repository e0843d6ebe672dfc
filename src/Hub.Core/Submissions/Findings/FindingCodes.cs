using System.Text;
using Hub.Agreements;
using Hub.Catalogue;
using Hub.Design;
using Hub.Learners.Achievements;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Recognition.Requests.Files;
using Hub.Submissions.Cells;
using Hub.Submissions.Columns;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Findings;

/// <summary>Every kind of finding the hub can make, in one table. Codes are public contract.</summary>
public static class FindingCodes
{
    public static IReadOnlyList<FindingCode> All { get; } =
    [
        .. FileFindings.All, .. ColumnFindings.All, .. RowFaults.All, .. CellFindings.All, .. RowFindings.All, .. JsonFindings.All, .. ElmFindings.All, .. ElmoFindings.All, .. EwpFindings.All, .. EntryFindings.All,
        .. OrganisationFindings.All, .. AccreditationFindings.All, .. DeqarFindings.All, .. AchievementFindings.All, .. AgreementFindings.All, .. FileRequestFindings.All, .. DesignFindings.All,
    ];

    static readonly Dictionary<string, FindingCode> ByCode = All.ToDictionary(c => c.Code, StringComparer.Ordinal);

    public static FindingCode Get(string code) => ByCode[code];

    /// <summary>The table as a page for people; <c>src/Rulesets/FINDINGS.md</c> is this text.</summary>
    public static string ToMarkdown()
    {
        var page = new StringBuilder();
        page.Append("# Findings\n\n");
        page.Append("What the hub can say about a row of a submission, and of a design (`design.*`). Codes never change. The severity is the worst a finding can have: where it rests on a rule\n");
        page.Append("of a ruleset that is unverified and not adopted, it only warns. *File* findings need the file, the rules and the vocabularies alone;\n");
        page.Append("*register* findings need the register too. Generated from the code; do not edit.\n");
        foreach (IGrouping<string, FindingCode> slice in All.GroupBy(c => c.Code[..c.Code.IndexOf('.', StringComparison.Ordinal)]))
        {
            page.Append("\n## ").Append(slice.Key).Append("\n\n| code | severity | source | message | what to do |\n|---|---|---|---|---|\n");
            foreach (FindingCode code in slice)
                page.Append("| `").Append(code.Code).Append("` | ").Append(Word(code.Severity)).Append(" | ").Append(code.Source == FindingSource.File ? "file" : "register")
                    .Append(" | ").Append(Cell(code.Message)).Append(" | ").Append(Cell(code.Help)).Append(" |\n");
        }
        return page.ToString();
    }

    static string Word(Severity severity) => severity switch { Severity.Reject => "reject", Severity.Hold => "hold", _ => "warn" };

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
