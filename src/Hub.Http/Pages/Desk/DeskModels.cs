using Hub.Catalogue.Outcomes;
using Hub.Http.Pages.Shell;
using Hub.Learners.CreditRecords;
using Hub.Recognition.Cases;
using Hub.Recognition.Requests;

namespace Hub.Http.Pages.Desk;

/// <summary>What all pages of the desk show around their own content.</summary>
/// <param name="KeyId">Id of the reviewer's key; who they are to the cases.</param>
/// <param name="Until">When the session ends.</param>
public sealed record DeskShell(OrganisationName Institution, string KeyId, DateTimeOffset Until);

/// <param name="To">Path of the desk to go on to.</param>
/// <param name="Wrong">Why one has to sign in, or could not; null: nothing is wrong.</param>
public sealed record DeskSignInModel(string To, Problem? Wrong);

/// <summary>A case in the queue.</summary>
/// <param name="LastDay">Last day of its term in the country of the institution; null: none runs.</param>
public sealed record DeskRow(CaseItem Item, DateOnly? LastDay, bool IsOverdue);

/// <param name="Next">Cursor of the next page; null: there is none.</param>
/// <param name="Names">What the providers are called, by id.</param>
/// <param name="EarlierOpen">Earlier years with open cases.</param>
public sealed record DeskQueueModel(DeskShell Shell, DeskQueueForm Form, IReadOnlyList<DeskRow> Rows, string? Next, IReadOnlyDictionary<string, OrganisationName> Names, IReadOnlyList<int> EarlierOpen);

/// <param name="Typed">What was sent and not taken; null: nothing was.</param>
/// <param name="Done">Name of the act that was just done; null: none was.</param>
public sealed record DeskCaseModel(DeskShell Shell, SeenCase Seen, CaseLaw Law, OfferedActs Acts, CaseSurroundings Around, DeskTyped? Typed, string? Done)
{
    public RecognitionCase Case => Seen.Case;

    public string Path => $"/desk/cases/{Uri.EscapeDataString(Case.Id)}";
}

/// <summary>What the register and the catalogue say of what a case names.</summary>
/// <param name="Presented">Achievements by id; one that is gone is not in it.</param>
/// <param name="Entries">Entries of the catalogue by id: the target, its parts, and those of the achievements.</param>
/// <param name="Organisations">By id.</param>
public sealed record CaseSurroundings(IReadOnlyDictionary<string, RecordedAchievement> Presented, IReadOnlyDictionary<string, DeskEntry> Entries, IReadOnlyDictionary<string, OrganisationName> Organisations);

/// <param name="Title">By language; empty where the catalogue does not know it.</param>
public sealed record DeskEntry(string Id, IReadOnlyDictionary<string, string> Title, IReadOnlyList<OutcomeItem> Outcomes);

/// <summary>What somebody typed into a form and the hub did not take.</summary>
public sealed record DeskTyped(string Act, IFormCollection Form, Problem Problem)
{
    public string Text(string name) => Form[name].ToString();

    public bool Has(string name, string value) => Form[name].Contains(value);
}
