namespace Hub.Functions;

/// <summary>Names of settings that attributes use. <c>local.settings.example.json</c> lists all settings.</summary>
static class Settings
{
    /// <summary>Storage account of the hub: a connection string, or <c>HubStorage__accountName</c> with the app's identity.</summary>
    public const string Storage = "HubStorage";

    /// <summary>When releases are cut: six fields, seconds first, UTC.</summary>
    public const string ReleaseSchedule = "%Hub:ReleaseSchedule%";

    /// <summary>When what submissions leave behind is cleared away, and audit logs are signed.</summary>
    public const string CleanSchedule = "%Hub:CleanSchedule%";

    /// <summary>When the outboxes are looked through for changes whose message got lost.</summary>
    public const string SweepSchedule = "%Hub:SweepSchedule%";
}
