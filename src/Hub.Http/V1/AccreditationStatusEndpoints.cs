using System.ComponentModel;
using Hub.Http.Description;
using Hub.Organisations.Accreditations;
using Hub.Rules;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Http.V1;

/// <summary>The state of quality assurance of an organisation on a day.</summary>
/// <param name="Status">covered; programmes-only when only the single programmes that accreditations name are covered; not-covered.</param>
/// <param name="CoveredBy">Ids of the accreditations that cover what was asked.</param>
/// <param name="Accreditations">All of the organisation, and the institutional ones of those above it, held against the question.</param>
public sealed record QualityStatusBody(string Organisation, DateOnly On, QualityStatus Status, IReadOnlyList<string> CoveredBy, IReadOnlyList<ComparedAccreditation> Accreditations);

/// <param name="Organisation">Whom it is about: the organisation, or one above it.</param>
/// <param name="Limits">What keeps it from covering what was asked: date, decision, status, type, field, level, country, kind, programme. Empty when it covers it.</param>
public sealed record ComparedAccreditation(string Id, string Organisation, string Agency, string Type, string? Decision, DateOnly ValidFrom, DateOnly? ValidUntil, bool Covers, IReadOnlyList<string> Limits, string Href);

readonly record struct QualityQuery(
    [property: FromQuery(Name = "on"), Description("Day, yyyy-mm-dd. The default is today, UTC.")] string? On,
    [property: FromQuery(Name = "field"), Description("ISCED-F 2013 code of two to four digits; a broad field covers the narrow ones in it.")] string? Field,
    [property: FromQuery(Name = "level"), Description("EQF level, 1 to 8.")] string? Level,
    [property: FromQuery(Name = "country"), Description("Country, ISO 3166-1 alpha-2. The default is the organisation's own.")] string? Country,
    [property: FromQuery(Name = "type"), Description("Type of accreditation that counts; left out: all.")] string? Type,
    [property: FromQuery(Name = "entry"), Description("Public id of an entry of the catalogue that has to be covered.")] string? Entry);

static class AccreditationStatusEndpoints
{
    public static void MapQualityStatus(this RouteGroupBuilder v1) => v1.MapGet("/organisations/{id}/accreditations", ReadAsync).Refuses(404, 422)
        .Describe("ReadQualityStatus", Tags.Accreditations, "Quality assurance of an organisation on a day", "Whether an accreditation covers the organisation for a field, a level, a country or an entry on a day, and which. It is the comparison that the rules of a country make when entries are judged. Decisions that are negative or say nothing, and suspended ones, cover nothing; those of organisations above count where they are institutional.");

    static async Task<Results<Ok<QualityStatusBody>, ProblemHttpResult>> ReadAsync(
        [Description("Id of the organisation, such as PT-ANQEP.")] string id, [AsParameters] QualityQuery query, ReadQualityStatusHandler handler, Vocabularies vocabularies, TimeProvider clock, CancellationToken cancel)
    {
        Result<DateOnly?> day = AccreditationQuery.Day("on", query.On);
        Problem? wrong = day.Problem ?? AccreditationQuery.OneOf("field", query.Field, vocabularies.IscedF) ?? AccreditationQuery.OneOf("level", query.Level, vocabularies.EqfLevels)
            ?? AccreditationQuery.OneOf("country", query.Country, vocabularies.Countries) ?? AccreditationQuery.OneOf("type", query.Type, vocabularies["accreditation-types"]);
        if (wrong is not null) return wrong.ToHttp();
        DateOnly on = day.Value ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        Result<QualityStatusResult> found = await handler.HandleAsync(new ReadQualityStatusQuery(id, on, query.Field, query.Level, query.Country, query.Type, query.Entry), cancel);
        if (found.Problem is { } problem) return problem.ToHttp();
        ComparedAccreditation[] compared = [.. found.Value.Accreditations.Select(Compare)];
        return TypedResults.Ok(new QualityStatusBody(id, on, found.Value.Status, [.. compared.Where(c => c.Covers).Select(c => c.Id)], compared));
    }

    static ComparedAccreditation Compare(JudgedAccreditation judged)
    {
        AccreditationScope a = judged.Scope;
        return new ComparedAccreditation(a.Id, a.Organisation, a.Agency, a.Type, a.Decision, a.ValidFrom, a.ValidUntil, judged.Covers, judged.Limits, $"/v1/accreditations/{Uri.EscapeDataString(a.Id)}");
    }
}
