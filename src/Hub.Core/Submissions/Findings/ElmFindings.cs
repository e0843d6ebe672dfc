namespace Hub.Submissions.Findings;

/// <summary>
/// What can be wrong with XML of the European Learning Model (application profiles LOQ and AMS, 3.1.0). A file may be valid by the
/// schema and wrong all the same: amounts are any text there, and dates and references are not compared.
/// </summary>
public static class ElmFindings
{
    /// <summary>Warns where nothing that the hub keeps depends on the reference.</summary>
    public static readonly FindingCode DanglingReference = Reject("elm.dangling-reference",
        "The file has no record with the id that is referred to.",
        "Send what is referred to in the same file, in its reference list, or take the reference out.");

    public static readonly FindingCode DuplicateId = Reject("elm.duplicate-id",
        "Several records of the file have the same id.",
        "Give every record a URI of its own that stays the same in every file.");

    public static readonly FindingCode IdMissing = Reject("elm.id-missing",
        "The record has no id.",
        "Give it a URI in the attribute id that stays the same in every file.");

    public static readonly FindingCode EndBeforeStart = Reject("elm.end-before-start",
        "The period ends before it starts.",
        "Correct startDate or endDate.");

    /// <summary>Detail: names of elements.</summary>
    public static readonly FindingCode ElementMissing = Warn("elm.element-missing",
        "Elements that the application profile requires are missing: {0}.",
        "The hub reads the record as far as the rules of your country allow; other users of the profile will refuse it.");

    public static readonly FindingCode KindUnknown = Warn("elm.kind-unknown",
        "Nothing in the specification says what kind of entry it is.",
        "Give it a type with the prefLabel micro-credential, unit, module or programme, credit points, or the whole it is part of; or write it as a qualification.");

    /// <summary>Detail: the kind and what it was taken from.</summary>
    public static readonly FindingCode KindDerived = Warn("elm.kind-derived",
        "The kind of entry was taken to be {0}.",
        "If that is wrong, give the specification a type with the prefLabel micro-credential, unit, module, programme or qualification.");

    /// <summary>Detail: how many.</summary>
    public static readonly FindingCode OnlyFirstKept = Warn("elm.only-first-kept",
        "An entry has one value of this; of {0} values the first was kept.",
        "Put the value that counts first.");

    public static readonly FindingCode LanguageUnknown = Warn("elm.language-unknown",
        "The language of the text is not a two-letter code of ISO 639-1; the text was not read.",
        "Write language=\"pt\", with the code in lower case.");

    public static readonly FindingCode DividerInValue = Reject("elm.divider-in-value",
        "A value of a list holds the sign |, which divides values.",
        "Leave the sign out of the value.");

    public static readonly FindingCode DurationNotKept = Warn("elm.duration-not-kept",
        "The duration is not in whole months, and was not kept.",
        "Write years and months, P3M, where the length of the offer is to be shown.");

    public static readonly FindingCode StatusNotUnderstood = Warn("elm.status-not-understood",
        "The publication status is none of the vocabulary; the entry is taken as published.",
        "Write the URI of the vocabulary http://data.europa.eu/snb/status: released, to-be-reviewed, obsolete or not-published-anymore.");

    public static readonly FindingCode OfferTextNotKept = Warn("elm.offer-text-not-kept",
        "The only learning opportunity of a specification shares its entry; its own title, description or homepage was not kept.",
        "Nothing needs to be done if those of the specification say enough.");

    public static readonly FindingCode OrganisationWithoutId = Reject("elm.organisation-without-id",
        "No id of the register can be read from the organisation.",
        "End the organisation's id with the one the register gave out, as in https://example.org/organisations/PT-EXAMPLE, or give it as an identifier with the schemeName hub.");

    public static readonly FindingCode TypesNotKept = Warn("elm.outcome-types-not-kept",
        "Types and skills of the learning outcomes were not kept, because not every outcome has one title in each language.",
        "Give each learning outcome a title of its own in every language that any of them has.");

    /// <summary>Detail: a kind of record and names of elements, with how often they were met.</summary>
    public static readonly FindingCode NotRead = Warn("elm.not-read",
        "These elements have no place in a record of the hub and were not read: {0}.",
        "Nothing needs to be done unless one of them matters; what the hub reads stands in Decisions/0013.");

    /// <summary>Detail: line, column and what the schema says.</summary>
    public static readonly FindingCode SchemaViolation = Warn("elm.schema-violation",
        "The file does not follow the XML schema: {0}",
        "Correct the export; others who read the file by its schema will refuse it.");

    /// <summary>Detail: how many.</summary>
    public static readonly FindingCode MoreOfThese = Warn("elm.more-of-these",
        "{0} more findings of this kind are not listed.",
        "Correct the ones that are listed; they mostly have one cause.");

    /// <summary>Detail: the encoding the file was read in.</summary>
    public static readonly FindingCode EncodingDeclared = Warn("elm.encoding-declared",
        "The XML declaration names another encoding; the file was read as {0}.",
        "Name the encoding that the file is saved in, best UTF-8.");

    public static IReadOnlyList<FindingCode> All { get; } =
    [
        DanglingReference, DuplicateId, IdMissing, EndBeforeStart, ElementMissing, KindUnknown, KindDerived, OnlyFirstKept, LanguageUnknown, DividerInValue, DurationNotKept,
        StatusNotUnderstood, OfferTextNotKept, OrganisationWithoutId, TypesNotKept, NotRead, SchemaViolation, MoreOfThese, EncodingDeclared,
    ];

    static FindingCode Reject(string code, string message, string help) => new(code, Severity.Reject, FindingSource.File, message, help);

    static FindingCode Warn(string code, string message, string help) => new(code, Severity.Warn, FindingSource.File, message, help);
}
