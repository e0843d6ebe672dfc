using Hub.Submissions.Findings;

namespace Hub.Submissions.Cells;

/// <summary>What can be wrong with one cell, whatever the kind of record.</summary>
public static class CellFindings
{
    public static readonly FindingCode ControlCharacter = Reject("cell.control-character",
        "The cell holds a control character or one that overrides the direction of text.",
        "Remove invisible characters; they usually come from copying out of another program.");

    public static readonly FindingCode GarbledText = Warn("cell.garbled-text",
        "The text looks as if it had been read in the wrong encoding.",
        "Save the file as UTF-8 and look at accented letters before sending it.");

    public static readonly FindingCode MixedScripts = Warn("cell.mixed-scripts",
        "A word mixes Latin letters with Cyrillic or Greek ones that look the same.",
        "Type the word again in one alphabet; otherwise nobody finds it.");

    public static readonly FindingCode TooLong = Reject("cell.too-long",
        "The cell is longer than {0} characters.",
        "Shorten the text, or give a web page for the rest.");

    public static readonly FindingCode TooManyValues = Reject("cell.too-many-values",
        "The cell holds more than {0} values.",
        "Values are divided by |. Check that the text itself does not hold that sign.");

    public static readonly FindingCode NotANumber = Reject("cell.not-a-number",
        "The cell is not a number.",
        "Write digits with a point for decimals, without units or spaces: 4.5.");

    public static readonly FindingCode DecimalComma = Warn("cell.decimal-comma",
        "The decimal comma was read as a decimal point.",
        "Write a point for decimals: 4.5.");

    public static readonly FindingCode AmbiguousNumber = Reject("cell.ambiguous-number",
        "The number can be read as thousands or as decimals.",
        "Write no sign for thousands and a point for decimals: 1500 or 1.5.");

    public static readonly FindingCode NegativeNumber = Reject("cell.negative-number",
        "The number is negative.",
        "Amounts, hours and prices are 0 or more.");

    public static readonly FindingCode TooManyDecimals = Reject("cell.too-many-decimals",
        "The number has more than {0} decimal places.",
        "Round it as the rules of your country say, then send it again.");

    public static readonly FindingCode NumberTooLarge = Reject("cell.number-too-large",
        "The number is larger than {0}.",
        "Check the unit of the column.");

    public static readonly FindingCode DurationForm = Warn("cell.duration-form",
        "The duration in ISO 8601 form was read as {0}.",
        "Write the number alone, in the unit of the column.");

    public static readonly FindingCode DurationUnit = Reject("cell.duration-unit",
        "The duration is in a unit that cannot be turned into {0}.",
        "In ISO 8601 P60M means 60 months and PT60M 60 minutes. Write the number alone, in the unit of the column.");

    public static readonly FindingCode NotADate = Reject("cell.not-a-date",
        "The cell is not a date.",
        "Write the date as yyyy-mm-dd: 2026-09-30.");

    public static readonly FindingCode DateForm = Warn("cell.date-form",
        "The date was read as {0}.",
        "Write the date as yyyy-mm-dd.");

    public static readonly FindingCode AmbiguousDate = Reject("cell.ambiguous-date",
        "The date can be read in two ways.",
        "Write the date as yyyy-mm-dd, without a time of day.");

    public static readonly FindingCode ImpossibleDate = Reject("cell.impossible-date",
        "There is no such day.",
        "Check day and month; write the date as yyyy-mm-dd.");

    public static readonly FindingCode UnknownValue = Reject("cell.unknown-value",
        "The value is not in the list of this column: {0}",
        "Write a short name, a code or the URI of the vocabulary. Codes such as ISCED-F keep their leading zeros.");

    public static readonly FindingCode OtherName = Warn("cell.other-name",
        "The value was understood as {0}.",
        "Write that value.");

    public static readonly FindingCode NotAUrl = Reject("cell.not-a-url",
        "The cell is not a web address.",
        "Write the whole address, beginning with https:// or http://.");

    public static readonly FindingCode NotAnOrganisation = Reject("cell.not-an-organisation",
        "The cell is not the id of an organisation.",
        "Write the id the register gave out: 2 to 64 letters, digits, points, hyphens or underscores.");

    public static readonly FindingCode NotARecord = Reject("cell.not-a-record",
        "The cell is not the id of a record.",
        "Write the local id of a record of yours, or the public id organisation~localId of another's.");

    public static readonly FindingCode NotAnIdentifier = Reject("cell.not-an-identifier",
        "The identifier does not name its scheme.",
        "Write scheme:value, such as VAT:123456789.");

    public static readonly FindingCode NotASkill = Reject("cell.not-a-skill",
        "The cell is not an ESCO skill.",
        "Write the skill's URI as ESCO gives it: http://data.europa.eu/esco/skill/...");

    /// <summary>Detail: the error as the spreadsheet shows it, such as #N/A.</summary>
    public static readonly FindingCode SheetError = Reject("cell.sheet-error",
        "The cell holds the error {0} of a formula.",
        "Correct the formula, or write the value itself.");

    public static readonly FindingCode FormulaWithoutValue = Reject("cell.formula-without-value",
        "The cell holds a formula whose value was not saved.",
        "Open the workbook in a spreadsheet program and save it, or write the value itself.");

    public static IReadOnlyList<FindingCode> All { get; } =
    [
        ControlCharacter, GarbledText, MixedScripts, TooLong, TooManyValues, NotANumber, DecimalComma, AmbiguousNumber, NegativeNumber, TooManyDecimals, NumberTooLarge,
        DurationForm, DurationUnit, NotADate, DateForm, AmbiguousDate, ImpossibleDate, UnknownValue, OtherName, NotAUrl, NotAnOrganisation, NotARecord,
        NotAnIdentifier, NotASkill, SheetError, FormulaWithoutValue,
    ];

    static FindingCode Reject(string code, string message, string help) => new(code, Severity.Reject, FindingSource.File, message, help);

    static FindingCode Warn(string code, string message, string help) => new(code, Severity.Warn, FindingSource.File, message, help);
}
