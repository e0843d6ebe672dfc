namespace Hub.Submissions.Findings;

/// <summary>
/// What can be wrong with EMREX ELMO 1.x. Its schema allows nearly everything to be left out, and asks readers to expect that; a
/// transcript holds more than achievements, and what is none is named here.
/// </summary>
public static class ElmoFindings
{
    /// <summary>Detail: how many.</summary>
    public static readonly FindingCode NotAchieved = Warn("elmo.not-achieved",
        "{0} learning opportunities are failed or in progress; they are no achievements and were not read.",
        "Nothing needs to be done; send them when their status is passed.");

    /// <summary>Detail: how many.</summary>
    public static readonly FindingCode ClassNotKept = Warn("elmo.class-not-kept",
        "{0} learning opportunities of the type Class are parts of a course, such as its lectures; they are no achievements of their own and were not read.",
        "Nothing needs to be done; give the type Course to what is awarded by itself.");

    public static readonly FindingCode StatusAssumed = Warn("elmo.status-assumed",
        "The degree programme does not say that it has been passed; ELMO asks readers to take it so.",
        "Write <status>passed</status>, or in-progress where the learner only attends it.");

    public static readonly FindingCode StatusUnknown = Reject("elmo.status-unknown",
        "The status is none that ELMO knows.",
        "Write passed, failed or in-progress.");

    public static readonly FindingCode KindAssumed = Warn("elmo.kind-assumed",
        "The learning opportunity has none of the types ELMO names; it was taken as a course.",
        "Write <type>Course</type>, Module or Degree Programme.");

    public static readonly FindingCode FrameworkUnnamed = Warn("elmo.framework-unnamed",
        "The level is one of a national framework, and the file does not say of which; it was not read.",
        "Write the framework's short name as the type of the level: <type>QNQ</type>.");

    public static readonly FindingCode LearnerMissing = Reject("elmo.learner-missing",
        "The file names no learner before this report.",
        "Put the element learner before the reports.");

    public static readonly FindingCode LearnerWithoutIdentifier = Reject("elmo.learner-without-identifier",
        "The learner has no identifier.",
        "Give one: <identifier type=\"nationalIdentifier\"> or <identifier type=\"esi\">. Names and day of birth alone do not name a learner.");

    public static readonly FindingCode IssuerWithoutIdentifier = Warn("elmo.issuer-without-identifier",
        "The issuer of the report has no identifier that can be used; the organisation that sends the file counts as awarding body.",
        "Give the one the register knows: <identifier type=\"hub\">PT-EXAMPLE</identifier>, or a pic, erasmus or schac that stands in the register.");

    public static readonly FindingCode LanguageAssumed = Warn("elmo.language-assumed",
        "The title does not say its language; it was taken as {0}.",
        "Write the language: <title xml:lang=\"pt\">.");

    public static readonly FindingCode LanguageUnknown = Warn("elmo.language-unknown",
        "The language of the text is not one of ISO 639-1; the text was not read.",
        "Write xml:lang=\"pt\", with a two-letter code.");

    public static readonly FindingCode DateOfTerm = Warn("elmo.date-of-term",
        "There is no day of completion; the last day of the academic term was taken.",
        "Write the day the learner passed in date.");

    /// <summary>Detail: how many.</summary>
    public static readonly FindingCode OnlyFirstKept = Warn("elmo.only-first-kept",
        "An achievement has one value of this; of {0} values one was kept.",
        "Nothing needs to be done unless another one matters. Of credit ECTS goes before others, of learner identifiers the national one.");

    public static readonly FindingCode CreditsTwice = Warn("elmo.credits-of-whole-and-part",
        "ECTS credits stand at a whole and at a part of it; ELMO allows them at one of the two.",
        "Leave the credits at the courses they were given for; the credit record counts them once.");

    public static readonly FindingCode HoursAreAttendance = Warn("elmo.hours-are-attendance",
        "Hours of engagement are those of attending classes and no workload; they were not read.",
        "Nothing needs to be done; the workload follows from the credits.");

    public static readonly FindingCode ReportEmpty = Warn("elmo.report-empty",
        "The report has no learning opportunities.",
        "Nothing needs to be done if the learner chose none.");

    public static readonly FindingCode SignatureNotChecked = Warn("elmo.signature-not-checked",
        "The file is signed; the hub did not check the signature.",
        "Nothing needs to be done: what counts is who sends the file to the hub.");

    /// <summary>Detail: a kind of element and names in it, with how often they were met.</summary>
    public static readonly FindingCode NotRead = Warn("elmo.not-read",
        "These elements have no place in an achievement and were not read: {0}.",
        "Nothing needs to be done unless one of them matters; what the hub reads stands in Decisions/0051.");

    /// <summary>Detail: line, column and what the schema says.</summary>
    public static readonly FindingCode SchemaViolation = Warn("elmo.schema-violation",
        "The file does not follow the XML schema: {0}",
        "Correct the export; others who read the file by its schema will refuse it.");

    /// <summary>Detail: how many.</summary>
    public static readonly FindingCode MoreOfThese = Warn("elmo.more-of-these",
        "{0} more findings of this kind are not listed.",
        "Correct the ones that are listed; they mostly have one cause.");

    /// <summary>Detail: the encoding the file was read in.</summary>
    public static readonly FindingCode EncodingDeclared = Warn("elmo.encoding-declared",
        "The XML declaration names another encoding; the file was read as {0}.",
        "Name the encoding that the file is saved in, best UTF-8.");

    public static IReadOnlyList<FindingCode> All { get; } =
    [
        NotAchieved, ClassNotKept, StatusAssumed, StatusUnknown, KindAssumed, FrameworkUnnamed, LearnerMissing, LearnerWithoutIdentifier, IssuerWithoutIdentifier, LanguageAssumed, LanguageUnknown, DateOfTerm, OnlyFirstKept, CreditsTwice,
        HoursAreAttendance, ReportEmpty, SignatureNotChecked, NotRead, SchemaViolation, MoreOfThese, EncodingDeclared,
    ];

    static FindingCode Reject(string code, string message, string help) => new(code, Severity.Reject, FindingSource.File, message, help);

    static FindingCode Warn(string code, string message, string help) => new(code, Severity.Warn, FindingSource.File, message, help);
}
