using Hub.Http;
using Hub.Ports;
using Hub.Rules;
using Hub.Storage.Azure;
using Hub.Submissions.Columns;
using Hub.Workflows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hub.Functions;

/// <summary>Looks at settings and national data before the first request does, so that what is wrong is said once, readably, and not by every function.</summary>
static class StartChecks
{
    static readonly string[] Schedules = [Settings.ReleaseSchedule, Settings.CleanSchedule, Settings.SweepSchedule];

    static readonly Type[] Parts = [typeof(AzureStorage), typeof(ISigner), typeof(IKeyRing), typeof(IRulesets), typeof(Vocabularies), typeof(ColumnSynonyms), typeof(IReadOnlyList<ColumnMap>), typeof(WorkflowSet)];

    /// <summary>Why the hub can not start, in a line; null when it can.</summary>
    public static string? Reason(IServiceProvider services)
    {
        var settings = services.GetRequiredService<IConfiguration>();
        string[] missing = [.. Schedules.Select(s => s.Trim('%')).Where(s => string.IsNullOrEmpty(settings[s]))];
        if (missing.Length > 0) return $"Not set: {string.Join(", ", missing)}.";
        try
        {
            _ = services.GetRequiredService<IOptions<HubOptions>>().Value;
            foreach (Type part in Parts) services.GetRequiredService(part);
            return null;
        }
        catch (OptionsValidationException wrong)
        {
            return string.Join(" ", wrong.Failures);
        }
        catch (Exception wrong)
        {
            // Whatever it is, the hub can not work without that part; the messages of all of them show no secret.
            return wrong.Message;
        }
    }
}
