using Hub.Submissions;

namespace Hub.Standalone.Commands;

/// <summary>Where a file is submitted: a data folder in this process, or a hub over HTTP. Every call waits until there is a result to show.</summary>
interface ISubmitTarget : IAsyncDisposable
{
    Task<Result<Submission>> SendAsync(SubmitRequest request, CancellationToken cancel);

    Task<Result<Submission>> ConfirmAsync(SubmissionId id, CancellationToken cancel);

    Task<Result<Submission>> CorrectAsync(SubmissionId id, string path, CancellationToken cancel);

    /// <summary>Copies the newest findings of the submission, a JSON object a line.</summary>
    Task CopyFindingsAsync(Submission submission, Stream destination, CancellationToken cancel);

    /// <summary>Writes the newest error file of the submission to a local path.</summary>
    Task SaveErrorsAsync(Submission submission, string path, CancellationToken cancel);
}
