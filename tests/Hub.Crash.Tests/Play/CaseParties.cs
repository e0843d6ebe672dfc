using System.Text.Json;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Play;

/// <summary>
/// Who takes part in recognition: an institution with a unit and two persons who decide; an accredited school that awards that
/// unit, and one of its own that only a person can count; the agency that has accredited it.
/// </summary>
sealed class CaseParties
{
    public const string Institution = "PT-RECOGNISES", School = "PT-ASKS", Agency = "PT-AGENCY";

    public const string Target = $"{Institution}~U", Own = $"{School}~W", Accreditation = $"{Agency}~1";

    CaseParties(IReadOnlyList<Sender> senders, PatientClient ana, PatientClient bruno) => (Senders, Ana, Bruno) = (senders, ana, bruno);

    public IReadOnlyList<Sender> Senders { get; }

    public PatientClient Asking => Senders[1].Http;

    /// <summary>One who decides.</summary>
    public PatientClient Ana { get; }

    /// <summary>Another one, who decides on appeals.</summary>
    public PatientClient Bruno { get; }

    public static async Task<CaseParties> AdmitAsync(Stage stage, Random random, CancellationToken cancel)
    {
        var senders = new List<Sender>();
        foreach ((string organisation, string[] roles) in ((string, string[])[])[(Institution, []), (School, []), (Agency, ["agency"])])
        {
            await stage.RegisterAsync(organisation, cancel, "PT", roles);
            senders.Add(new Sender(stage, await stage.ConnectAsync(organisation, ["provider"], cancel), organisation, random));
        }

        await PutUnitAsync(senders[0], "U", cancel);
        await PutUnitAsync(senders[1], "W", cancel);
        _ = (await senders[2].Http.PutJsonAsync($"/v1/accreditations/{Accreditation}", new { organisation = School, type = "institutional", decision = "positive", validFrom = "2015-01-01" }, cancel)).Json;
        return new CaseParties(senders, await stage.ConnectAsync(Institution, ["reviewer"], cancel), await stage.ConnectAsync(Institution, ["reviewer"], cancel));
    }

    /// <summary>Awards something to a new learner.</summary>
    public async Task<Award> AwardAsync(string localId, string entry, CancellationToken cancel)
    {
        string id = $"{School}~{localId}";
        var achievement = new { learnerScheme = "NIF", learnerId = $"learner of {localId}", kind = "unit", entryId = entry, awardedOn = "2025-06-01" };
        _ = (await Asking.PutJsonAsync($"/v1/achievements/{id}", achievement, cancel)).Json;
        JsonElement read = (await Asking.GetAsync($"/v1/achievements/{id}", cancel)).Json;
        return new Award(id, read.GetProperty("learner").GetString()!);
    }

    static async Task PutUnitAsync(Sender of, string localId, CancellationToken cancel)
    {
        string title = $"Unit {localId}";
        var unit = new { kind = "unit", title = new { pt = title, en = title }, learningOutcomes = new { pt = new[] { "Solda" } }, workloadHours = 50, hoursKind = "training", status = "published" };
        _ = (await of.Http.PutJsonAsync($"/v1/catalogue/{of.Books.Organisation}~{localId}", unit, cancel)).Json;
        of.Books.Write(localId, title);
    }
}

/// <summary>An achievement, and the reference of its learner.</summary>
sealed record Award(string Id, string Learner);
