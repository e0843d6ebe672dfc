using Hub.Standalone.Hosting;
using Hub.Submissions;

namespace Hub.Standalone.Commands;

/// <summary>Checks one file and shows what was found: in this process, or by a hub.</summary>
interface IFileCheck : IAsyncDisposable
{
    Task<Result<SubmissionTotals>> RunAsync(Terminal terminal, string file, CancellationToken cancel);
}
