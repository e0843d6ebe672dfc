namespace Hub.Organisations.Accreditations;

/// <summary>Short names of the vocabulary <c>accreditation-types</c> that the hub's own rules know apart.</summary>
static class AccreditationTypes
{
    public const string Programme = "programme";
    public const string ProgrammeLicence = "programme-licence";
    public const string Institutional = "institutional";
    public const string InstitutionalLicence = "institutional-licence";
    public const string ShortProgrammes = "short-programmes";
    public const string StudyProgrammeGroup = "study-programme-group";

    /// <summary>Whether it is about single programmes rather than about whatever lies in its scope.</summary>
    public static bool IsOfProgrammes(string type) => type is Programme or ProgrammeLicence;

    /// <summary>Whether it is about the institution with all that belongs to it.</summary>
    public static bool IsOfInstitution(string type) => type is Institutional or InstitutionalLicence;
}
