using System.Globalization;
using Hub.Http.V1;
using Hub.Recognition.Cases;
using Hub.Recognition.Requests;

namespace Hub.Http.Pages.Desk;

/// <summary>The filters of the queue, as the address has them.</summary>
/// <param name="IsWrong">Whether something in the address could not be read and was left out.</param>
public sealed record DeskQueueForm(int Year, CaseStage? Stage, DateOnly? DueBefore, string? Assignee, string? Provider, bool Mine, string? After, bool IsWrong)
{
    const int FirstYear = 2000;

    public static DeskQueueForm Read(IQueryCollection query, int thisYear)
    {
        bool isWrong = !QueryName.TryRead(Text(query, "state"), out CaseStage? stage);
        int year = thisYear;
        if (Text(query, "year") is { } asked && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out year) || year < FirstYear || year > thisYear)) (year, isWrong) = (thisYear, true);
        DateOnly? due = null;
        if (Text(query, "due") is { } day)
        {
            if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly read)) due = read;
            else isWrong = true;
        }

        return new DeskQueueForm(year, stage, due, Text(query, "assignee"), Text(query, "provider"), query.ContainsKey("mine"), Text(query, "after"), isWrong);
    }

    /// <param name="me">Id of the reviewer's key.</param>
    public CaseFilter ToFilter(string me) => new(Stage, DueBefore is { } day ? new DateTimeOffset(day.ToDateTime(default), TimeSpan.Zero) : null, Mine ? me : Assignee, Provider);

    /// <summary>The same filters, at another place of the list.</summary>
    public IEnumerable<KeyValuePair<string, string>> At(int year, string? after) =>
    [
        new("year", year.ToString(CultureInfo.InvariantCulture)), new("state", Stage is { } stage ? HubJson.NameOf(stage) : ""), new("due", DayText), new("assignee", Assignee ?? ""), new("provider", Provider ?? ""),
        new("mine", Mine ? "on" : ""), new("after", after ?? ""),
    ];

    /// <summary>Whether anything beside the year is asked.</summary>
    public bool IsAny => Mine || Stage is not null || DueBefore is not null || Assignee is not null || Provider is not null;

    public string DayText => DueBefore?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A field that was left empty is not asked.</summary>
    static string? Text(IQueryCollection query, string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
}
