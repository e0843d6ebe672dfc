using System.Reflection;
using Hub.Telemetry;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Hub.Http.Telemetry;

/// <summary>
/// Sends what the hub says of itself to a collector. Of the web server only its metrics are taken: its traces hold addresses of
/// requests, which may hold references of learners and secrets of links; the hub's own name the route (<see cref="RequestTracing"/>).
/// </summary>
public static class TelemetryExport
{
    static readonly string[] Meters = [HubTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>What is kept of the web server's measurement of requests, whatever else puts tags on it.</summary>
    static readonly string[] RequestTags = [Tag.Method, Tag.Route, Tag.Status, Tag.Error];

    public static IServiceCollection AddHubTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        TelemetryOptions options = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new TelemetryOptions();
        // A wrong address is said at the start by the validation, not here by an exception.
        if (!Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out Uri? collector)) return services;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("hub", serviceVersion: Assembly.GetEntryAssembly()?.GetName().Version?.ToString(3)))
            .WithTracing(traces => traces.AddSource(HubTelemetry.Name).SetSampler(SamplerOf(options)).AddOtlpExporter(otlp => Configure(otlp, options, collector, "v1/traces")))
            .WithMetrics(metrics => metrics.AddMeter(Meters)
                .AddView("http.server.request.duration", new MetricStreamConfiguration { TagKeys = RequestTags })
                .AddOtlpExporter((otlp, reader) =>
                {
                    Configure(otlp, options, collector, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.SendEvery.TotalMilliseconds;
                }));
        return services;
    }

    /// <summary>By the trace's id, so that all of a trace is sent or nothing; what a caller wishes is not asked, since anyone may call.</summary>
    static ParentBasedSampler SamplerOf(TelemetryOptions options)
    {
        var ratio = new TraceIdRatioBasedSampler(options.SampleRatio);
        return new ParentBasedSampler(ratio, remoteParentSampled: ratio, remoteParentNotSampled: ratio, localParentNotSampled: ratio);
    }

    static void Configure(OtlpExporterOptions otlp, TelemetryOptions options, Uri collector, string path)
    {
        bool isGrpc = options.OtlpProtocol == "grpc";
        otlp.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = isGrpc ? collector : new Uri($"{collector.ToString().TrimEnd('/')}/{path}");
        if (!string.IsNullOrEmpty(options.OtlpHeaders)) otlp.Headers = options.OtlpHeaders;
    }
}
