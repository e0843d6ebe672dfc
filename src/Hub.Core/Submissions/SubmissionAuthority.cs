using Hub.Organisations;
using Hub.Submissions.Layout;

namespace Hub.Submissions;

/// <summary>
/// Who may send and read what. A provider: records of its own. A registrar: the register itself, and for any organisation. Whether an
/// organisation may send accreditations, as an agency or as registrar of others, its entry in the register says: that is judged, row by row.
/// </summary>
public static class SubmissionAuthority
{
    public static bool MaySend(Caller caller, IRecordKind kind, OrganisationId organisation) => kind.Table == OrganisationRegister.Table
        ? caller.Has(Role.Registrar)
        : caller.MayActFor(organisation) && (caller.Has(Role.Provider) || caller.Has(Role.Registrar));

    public static bool MayRead(Caller caller, OrganisationId organisation) => caller.MayActFor(organisation);
}
