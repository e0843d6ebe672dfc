using System.Text.RegularExpressions;

namespace Hub.Repo.Tests;

/// <summary>The functions of the cloud host, which is not built everywhere, by their source: nothing that has to be done lacks one.</summary>
public sealed partial class FunctionTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" + Poison")]
    public void Queues_Always_HaveATrigger(string suffix)
    {
        string[] queues = [.. Constant().Matches(Repository.Read("src/Hub.Core/Work/Queues.cs")).Select(m => m.Groups[1].Value)];
        string source = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/Hub.Functions/Triggers")).Select(File.ReadAllText));
        Assert.NotEmpty(queues);
        Assert.DoesNotContain(queues, q => !source.Contains($"[QueueTrigger(Queues.{q}{suffix}, Connection = Settings.Storage)]", StringComparison.Ordinal));
    }

    [Fact]
    public void Steps_Always_HaveAnActivity()
    {
        string[] steps = [.. Constant().Matches(Repository.Read("src/Hub.Workflows/RecognitionSteps.cs")).Select(m => m.Groups[1].Value)];
        string source = Repository.Read("src/Hub.Functions/Orchestrations/RecognitionFunctions.cs");
        Assert.NotEmpty(steps);
        Assert.DoesNotContain(steps, s => !source.Contains($"[Function(RecognitionStepNames.{s})]", StringComparison.Ordinal));
    }

    [GeneratedRegex("public const string (\\w+) = ")]
    private static partial Regex Constant();
}
