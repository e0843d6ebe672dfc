using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Hub.Telemetry;

/// <summary>
/// Where the hub says how it does, for whoever listens; nobody has to. Nothing of a person is ever said here: values of tags are
/// codes, kinds and ids of organisations, see <see cref="Tag"/>.
/// </summary>
public static class HubTelemetry
{
    /// <summary>Name of the meter and of the source of activities, for exporters.</summary>
    public const string Name = "Hub";

    public static ActivitySource Source { get; } = new(Name);

    internal static readonly Meter Meter = new(Name);
}

/// <summary>
/// Names of all tags. Those without <c>hub.</c> are of the OpenTelemetry semantic conventions 1.37. An organisation is named on
/// activities only: a series for each would be thousands.
/// </summary>
public static class Tag
{
    public const string Organisation = "hub.organisation.id";

    /// <summary>Kind of record, such as <c>catalogue</c>.</summary>
    public const string Kind = "hub.record.kind";

    public const string Disposition = "hub.row.disposition";

    public const string FindingCode = "hub.finding.code";

    public const string ProblemCode = "hub.problem.code";

    public const string Stage = "hub.case.stage";

    public const string Step = "hub.case.step";

    public const string Queue = "messaging.destination.name";

    public const string MessagingSystem = "messaging.system";

    public const string MessagingOperation = "messaging.operation.name";

    public const string Method = "http.request.method";

    public const string Route = "http.route";

    public const string Status = "http.response.status_code";

    /// <summary>Type of an exception, or a status code; never its message, which may hold anything.</summary>
    public const string Error = "error.type";
}
