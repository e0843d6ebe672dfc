using Hub.Http;
using Hub.Ports;
using Hub.Rules;
using Hub.Storage.Azure;
using Hub.Submissions.Columns;
using Hub.Workflows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NCrontab;

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
        string[] wrong = [.. Schedules.Select(s => s.Trim('%')).Where(s => !IsSchedule(settings[s]!))];
        if (wrong.Length > 0) return $"No schedule of six fields, seconds first, such as 0 0 3 * * *: {string.Join(", ", wrong)}.";
        try
        {
            _ = services.GetRequiredService<IOptions<HubOptions>>().Value;
            foreach (Type part in Parts) services.GetRequiredService(part);
            _ = services.GetRequiredService<IRulesets>().All;       // else a country's would be read when it is first asked for
            return null;
        }
        catch (OptionsValidationException invalid)
        {
            return string.Join(" ", invalid.Failures);
        }
        catch (Exception invalid)
        {
            // Whatever it is, the hub can not work without that part; the messages of all of them show no secret.
            return invalid.Message;
        }
    }

    /// <summary>Read as the host does, which would go on without the timer.</summary>
    static bool IsSchedule(string text) => CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = true }) is not null;
}
