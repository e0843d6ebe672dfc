using System.Text.Json;
using Hub.Organisations;
using Hub.Records;

namespace Hub.Pipeline.Tests.Support;

/// <summary>A small register of a country whose rules ask for the right to a study-programme group.</summary>
static class AccreditationScene
{
    /// <summary>One in a group of the field 061, one in another.</summary>
    public const string Entries =
        "localId,kind,title@et,title@en,learningOutcomes@et,creditSystem,creditPoints,eqfLevel,iscedF,assessmentTypes,modes,qualityAssurance\n"
        + "MC-1,micro-credential,Andmed,Data,Oskab lugeda,EAP,6,6,0613,written,online,institutional\n"
        + "MC-2,micro-credential,Hooldus,Care,Oskab hoolitseda,EAP,6,6,0922,written,online,institutional\n";

    public static async Task PrepareAsync(TestHub hub)
    {
        await RegisterAsync(hub, TestHub.Registry.Value, "registrar", null, null, "PT");
        await RegisterAsync(hub, "EE-HAKA", "agency", null, "EQAR:HAKA");
        await RegisterAsync(hub, "EE-KOOL", "provider", "higher-education", "DEQAR:DEQARINST0001");
        await RegisterAsync(hub, "EE-KOOL-OSAKOND", "provider", null, null, parent: "EE-KOOL");
        await hub.PumpAsync();
    }

    public static async Task RegisterAsync(TestHub hub, string id, string role, string? sector, string? identifier, string country = "EE", string? parent = null)
    {
        var organisation = new Dictionary<string, object> { ["legalName"] = new { en = id }, ["country"] = country, ["roles"] = new[] { role } };
        if (sector is not null) organisation["sectors"] = new[] { sector };
        if (identifier is not null) organisation["identifiers"] = new[] { identifier };
        if (parent is not null) organisation["parent"] = parent;
        using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(organisation));
        Assert.Null((await hub.Put.HandleAsync(TestHub.Registrar, new PutRecordCommand(OrganisationKind.KindName, id, json.RootElement, null), TestHub.Cancel)).Problem);
    }
}
