using Hub.Learners.CreditRecords.Forms;
using Hub.Ports;
using Hub.Releases;
using Hub.Rules;
using Hub.Submissions;
using Hub.Submissions.Columns;

namespace Hub.Http;

/// <summary>What a host must register beside <see cref="HubServices.AddHub"/>: adapters, formats, national data.</summary>
public static class HostParts
{
    public static IReadOnlyList<Type> Required { get; } =
    [
        typeof(ITables), typeof(IRemains), typeof(IBlobs), typeof(IQueue), typeof(IBacklog), typeof(ISigner), typeof(IKeyRing), typeof(IUploadLinks), typeof(IRulesets), typeof(Vocabularies),
        typeof(ColumnSynonyms), typeof(IReadOnlyList<ColumnMap>), typeof(ISubmissionFormat), typeof(ICreditRecordForm), typeof(IReleaseTable), typeof(IReleaseLoq), typeof(IWorkflows),
    ];

    /// <exception cref="InvalidOperationException">Something is not registered; the message names it.</exception>
    internal static void Check(IServiceProvider services)
    {
        var registered = services.GetRequiredService<IServiceProviderIsService>();
        string[] missing = [.. Required.Where(part => !registered.IsService(part)).Select(part => part.Name)];
        if (missing.Length > 0) throw new InvalidOperationException($"The host has not registered: {string.Join(", ", missing)}.");
    }
}
