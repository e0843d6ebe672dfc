using System.Globalization;

namespace Hub.Benchmarks;

/// <summary>A data folder with all that requests beyond doubt need: a training centre with a unit, an agency, a school it has accredited, and learners to whom the school has awarded the unit.</summary>
static class CaseFolder
{
    public const string Institution = "PT-BENCHI", School = "PT-BENCHS", Target = Institution + "~U";

    const string Agency = "PT-BENCHA";

    public static string Achievement(int learner) => string.Create(CultureInfo.InvariantCulture, $"{School}~A-{learner:D7}");

    /// <summary>Makes it anew.</summary>
    public static async Task<string> MakeAsync(Place place, string name, int learners, CancellationToken cancel)
    {
        string data = place.NewFolder(name);
        await SubmitAsync(place, data, "organisations", "PT-BENCHR", ["localId,legalName@en,country,roles", $"{Institution},A training centre,PT,provider|awarding-body", $"{School},A school,PT,provider|awarding-body", $"{Agency},An agency,PT,agency"], cancel);
        await SubmitAsync(place, data, "accreditations", Agency, ["localId,organisation,type,decision,validFrom", $"1,{School},institutional,positive,2015-09-01"], cancel);
        await SubmitAsync(place, data, "catalogue", Institution, ["localId,kind,title@pt,learningOutcomes@pt,workloadHours,hoursKind,creditSystem,creditPoints,status", "U,unit,Soldadura,Solda,50,training,PONTO,4.5,published"], cancel);
        IEnumerable<string> achievements = Enumerable.Range(0, learners).Select(i => string.Create(CultureInfo.InvariantCulture, $"A-{i:D7},NIF,{700_000_000 + i},unit,{Target},2025-06-01,awarded"));
        await SubmitAsync(place, data, "achievements", School, ["localId,learnerScheme,learnerId,kind,entryId,awardedOn,status", .. achievements], cancel);
        return data;
    }

    static async Task SubmitAsync(Place place, string data, string kind, string organisation, IEnumerable<string> lines, CancellationToken cancel)
    {
        string file = place.In($"cases-{kind}.csv");
        await File.WriteAllLinesAsync(file, lines, cancel);
        await Measured.RunAsync(place.Hub, ["submit", file, "--kind", kind, "--org", organisation, "--data", data, "--json"], [0], cancel);
    }
}
