using Hub.Workflows.Contracts;
using Hub.Workflows.Tests.Engine;

namespace Hub.Workflows.Tests.Recognition;

public sealed class ReplayRecognitionTests : RecognitionContract<ReplayEngines>;

public sealed class ReplayRestartTests : RestartContract<ReplayEngines>;
