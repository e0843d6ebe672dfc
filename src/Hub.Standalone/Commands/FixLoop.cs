using System.Globalization;
using Hub.Standalone.Hosting;
using Hub.Submissions;

namespace Hub.Standalone.Commands;

/// <summary><c>hub submit --fix</c>: writes what was rejected beside the file, waits until it is repaired, sends it, and begins again.</summary>
sealed class FixLoop(Terminal terminal, ISubmitTarget target, string file)
{
    readonly SavedFile _saved = new(Console.In);

    /// <summary>The submission as it is when nothing is left, or when the user stops.</summary>
    public async Task<Result<Submission>> RunAsync(Submission submission, CancellationToken cancel)
    {
        for (int time = 1; submission.Totals?.Rejected > 0; time++)
        {
            string errors = await SaveAsync(submission, time, cancel);
            terminal.Totals(submission.Totals);
            terminal.Line($"Rejected rows ({Terminal.Number(submission.Totals.Rejected)}), each with what is wrong in hub_errors: {errors}");
            terminal.Line("Repair them and save the file: it is sent when it is saved. Enter sends it as it is, q stops.");
            if (await CorrectAsync(submission, errors, cancel) is not { } corrected) break;
            submission = corrected;
        }

        return submission;
    }

    /// <summary>Sends the file each time it is saved, until the hub takes it; null when the user stops.</summary>
    async Task<Submission?> CorrectAsync(Submission submission, string errors, CancellationToken cancel)
    {
        while (await _saved.WaitAsync(errors, cancel))
        {
            _saved.Mark(errors);
            Result<Submission> corrected = await target.CorrectAsync(submission.Id, errors, cancel);
            if ((corrected.Problem ?? corrected.Value.Problem) is not { } problem) return corrected.Value;
            terminal.Error(problem);
            terminal.Line($"Nothing was changed. Repair {errors} and save it again, or q.");
        }

        return null;
    }

    /// <summary>Each time another name, that of an earlier run never: what somebody has repaired is not written over.</summary>
    async Task<string> SaveAsync(Submission submission, int time, CancellationToken cancel)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!, name = Path.GetFileNameWithoutExtension(file), extension = Path.GetExtension(file);
        for (int number = time; ; number++)
        {
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-errors{(number == 1 ? "" : $"-{number}")}{extension}"));
            if (File.Exists(path)) continue;
            await target.SaveErrorsAsync(submission, path, cancel);
            _saved.Mark(path);
            return path;
        }
    }
}
