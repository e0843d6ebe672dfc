using System.ComponentModel.DataAnnotations;

namespace Hub.Http.Telemetry;

/// <summary>Where the hub sends its traces and metrics. Without an address nothing is collected.</summary>
public sealed record TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Address of a collector of the OpenTelemetry protocol, such as <c>http://localhost:4318</c>; null (the default) for none.</summary>
    [RegularExpression("^https?://.+")]
    public string? OtlpEndpoint { get; set; }

    /// <summary><c>http/protobuf</c> (the default; the address is that before <c>/v1/traces</c>) or <c>grpc</c>.</summary>
    [RegularExpression("^(http/protobuf|grpc)$")]
    public string OtlpProtocol { get; set; } = "http/protobuf";

    /// <summary>Headers for the collector, <c>name=value,name=value</c>: often a secret. Null (the default) for none.</summary>
    public string? OtlpHeaders { get; set; }

    /// <summary>Which part of requests and messages is traced, 0 to 1. Metrics count all of them. The default value is 1.</summary>
    [Range(0.0, 1.0)]
    public double SampleRatio { get; set; } = 1;

    /// <summary>How often metrics are sent, and on one machine what they need is looked up. The default value is 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SendEvery { get; set; } = TimeSpan.FromMinutes(1);
}
