using Hub.Http.Pages.Shell;
using Hub.Learners.Access;
using Hub.Learners.CreditRecords.Forms;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Learners.Requests;

namespace Hub.Http.Pages.Learners.Own;

/// <summary>What all pages of a learner show around their own content.</summary>
/// <param name="Until">When the session ends.</param>
/// <param name="Vouching">Organisations whose records are shown; null: all.</param>
public sealed record OwnShell(DateTimeOffset Until, IReadOnlyList<OrganisationName>? Vouching, bool IsRestricted);

public sealed record OwnRecordModel(OwnShell Shell, CreditRecordDocument Record);

/// <param name="Names">What the organisations in it are called, by id.</param>
/// <param name="Next">Cursor of older ones; null: there are none.</param>
public sealed record OwnAccessesModel(OwnShell Shell, IReadOnlyList<LearnerAccess> Items, IReadOnlyDictionary<string, OrganisationName> Names, string? Next);

/// <param name="Record">To choose from.</param>
/// <param name="Issued">Address of the link that was just made; null: none was.</param>
/// <param name="Wrong">Code of what was wrong with what was sent; null: nothing.</param>
public sealed record OwnSharesModel(OwnShell Shell, CreditRecordDocument Record, ListedShares Listed, IReadOnlyDictionary<string, OrganisationName> Names, DateTimeOffset Now, string? Issued, string? Wrong);

/// <param name="Statement">What was written, where it was not taken.</param>
/// <param name="Wrong">Code of what was wrong with what was sent; null: nothing.</param>
public sealed record OwnRequestsModel(OwnShell Shell, CreditRecordDocument Record, IReadOnlyList<LearnerRequest> Items, IReadOnlyDictionary<string, OrganisationName> Names, string? Statement, string? Wrong);

/// <summary>Before a link is used up.</summary>
public sealed record OpenLinkModel(string Secret);
