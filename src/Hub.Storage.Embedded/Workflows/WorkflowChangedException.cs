namespace Hub.Storage.Embedded.Workflows;

/// <summary>The code asks for something else than what its history holds, or awaits what is not the context. The instance is parked, not guessed at.</summary>
public sealed class WorkflowChangedException(string message) : Exception(message);
