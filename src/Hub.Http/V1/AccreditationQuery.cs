using System.Globalization;
using Hub.Organisations.Accreditations;
using Hub.Rules;

namespace Hub.Http.V1;

/// <summary>Parameters of questions about accreditations.</summary>
static class AccreditationQuery
{
    public static Result<DateOnly?> Day(string name, string? text)
    {
        if (text is null) return (DateOnly?)null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? (DateOnly?)day : AccreditationProblems.FilterInvalid(name, "a day, yyyy-mm-dd");
    }

    public static Problem? Ids(params ReadOnlySpan<(string Name, string? Id)> named)
    {
        foreach ((string name, string? id) in named)
            if (id is not null && !OrganisationId.IsValid(id)) return AccreditationProblems.FilterInvalid(name, "the id of an organisation");
        return null;
    }

    /// <summary>Short names only: a question is compared with what is stored, and that are short names.</summary>
    public static Problem? OneOf(string name, string? value, Vocabulary vocabulary) =>
        value is null || vocabulary.Find(value)?.Name == value ? null : AccreditationProblems.FilterInvalid(name, $"one of {vocabulary.Names}");
}
