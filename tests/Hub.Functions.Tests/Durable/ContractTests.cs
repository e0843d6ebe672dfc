using Hub.Workflows.Contracts;

namespace Hub.Functions.Tests.Durable;

/// <summary>The same scenarios as on the engine of the one-machine host.</summary>
public sealed class DurableRecognitionTests : RecognitionContract<DurableEngines>;

public sealed class DurableRestartTests : RestartContract<DurableEngines>;
