using Hub.Organisations;
using Hub.Submissions.Layout;

namespace Hub.Submissions;

/// <summary>Who may send and read what. A provider: records of its own. A registrar: the register itself, and for any organisation.</summary>
public static class SubmissionAuthority
{
    public static bool MaySend(Caller caller, IRecordKind kind, OrganisationId organisation) => kind.Table == OrganisationRegister.Table
        ? caller.Has(Role.Registrar)
        : caller.MayActFor(organisation) && (caller.Has(Role.Provider) || caller.Has(Role.Registrar));

    public static bool MayRead(Caller caller, OrganisationId organisation) => caller.MayActFor(organisation);
}
