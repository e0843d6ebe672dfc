using System.Globalization;

namespace Hub.Design;

/// <summary>Refusals of this slice. Codes are public contract.</summary>
public static class DesignProblems
{
    public static Problem WrongCount(int count, int most) => new(ProblemKind.Invalid, "design.wrong-count", "There are too many units or parts, or none.", string.Create(CultureInfo.InvariantCulture, $"There are {count}; 1 to {most} are taken."));

    public static Problem IdInvalid(int place) => new(ProblemKind.Invalid, "design.id-invalid", "A unit or part has no usable name.", string.Create(CultureInfo.InvariantCulture, $"Number {place}: an id has 1 to 256 characters without control characters, and stands once."));

    /// <param name="limits">Such as "above 0".</param>
    public static Problem ValueInvalid(string name, string? about, string limits) => new(ProblemKind.Invalid, "design.value-invalid", "A value is not usable.", $"{name}{(about is null ? "" : $" of {about}")} must be {limits}.");

    public static Problem NoTotal() => new(ProblemKind.Invalid, "design.no-total", "There are no points to share out.", "Give the total, or the years of formal full-time learning where the credit system says how many points a year has.");

    public static Problem TotalNotInSteps(decimal total, decimal step) => new(ProblemKind.Invalid, "design.total-not-in-steps", "The total can not be shared out in such steps.", string.Create(CultureInfo.InvariantCulture, $"{total} is no multiple of {step}."));

    public static Problem MinimumsExceedTotal(decimal minimums, decimal total) => new(ProblemKind.Invalid, "design.minimums-exceed-total", "The minimums are more than there is.", string.Create(CultureInfo.InvariantCulture, $"Together, in whole steps, they are {minimums} of {total}."));

    public static Problem CreditSystemUnknown(string system, string? country) => new(ProblemKind.Invalid, "design.credit-system-unknown", "The credit system is not known.", $"Neither {country ?? "the European baseline"} nor the European baseline knows '{system}' on that day; see /v1/rulesets.");

    public static Problem ComponentUnknown(IEnumerable<string> known) => new(ProblemKind.Invalid, "design.component-unknown", "The credit system has no such component.", $"It has: {string.Join(", ", known)}.");

    public static Problem HoursKindUnknown(string known) => new(ProblemKind.Invalid, "design.hours-kind-unknown", "The kind of hours is not known.", $"It is one of: {known}.");

    public static Problem NoUnits(string id) => new(ProblemKind.NotFound, "design.no-units", "No unit with a relative weight is part of this entry.", $"Units name {id} in partOf and have a relativeWeight.");

    public static Problem NoColumn(string name) => new(ProblemKind.Invalid, "design.no-column", "The table has no such column.", $"It needs the column {name}.");

    public static Problem CellInvalid(int row, string column, string message) => new(ProblemKind.Invalid, "design.cell-invalid", "A cell of the table can not be read.", string.Create(CultureInfo.InvariantCulture, $"Row {row}, {column}: {message}"));
}
