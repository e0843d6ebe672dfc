namespace Hub.Submissions.Findings;

/// <summary>What can be wrong with a record's JSON before its values are looked at.</summary>
public static class JsonFindings
{
    public static readonly FindingCode NotAnObject = Reject("json.not-an-object", "A record must be a JSON object.", "Send {\"title\":{\"en\":\"...\"}, ...}.");

    public static readonly FindingCode UnknownProperty = new("json.unknown-property", Severity.Warn, FindingSource.File, "The property is not known and was left out.", "Use the canonical column names.");

    public static readonly FindingCode TextWithoutLanguage = Reject("json.text-without-language", "A text needs its language.", "Write {\"pt\":\"...\"} with an ISO 639-1 code.");

    public static readonly FindingCode WrongType = Reject("json.wrong-type", "The value has the wrong JSON type.", "Texts and codes are strings, amounts numbers, lists arrays of them.");

    public static readonly FindingCode Invalid = Reject("json.invalid", "The line is not a complete JSON value.", "Write one JSON object a line (RFC 8259), without commas between lines or after the last property.");

    public static readonly FindingCode TooDeep = Reject("json.too-deep", "The record nests deeper than {0} levels.", "A record holds values, lists of values and texts by language; nothing deeper.");

    public static readonly FindingCode DuplicateProperty = Reject("json.duplicate-property", "The property is there twice, and which one counts cannot be known.", "Write each property once; title@pt and the pt of title are the same one.");

    public static readonly FindingCode NameTooLong = Reject("json.name-too-long", "A property name is longer than {0} characters.", "Use the canonical column names.");

    public static readonly FindingCode LoneSurrogate = Reject("json.lone-surrogate", "A text holds half of a character (a lone surrogate).", "The text was cut within a character; write it again.");

    public static readonly FindingCode DividerInValue = Reject("json.divider-in-value", "A value of a list holds the sign |, which divides values.", "Leave the sign out of the value.");

    public static readonly FindingCode OtherId = Reject("json.other-id", "The record's id and its localId name different records.", "Leave the id out, or make it the organisation's id, ~ and the localId.");

    public static IReadOnlyList<FindingCode> All { get; } =
        [NotAnObject, UnknownProperty, TextWithoutLanguage, WrongType, Invalid, TooDeep, DuplicateProperty, NameTooLong, LoneSurrogate, DividerInValue, OtherId];

    static FindingCode Reject(string code, string message, string help) => new(code, Severity.Reject, FindingSource.File, message, help);
}
