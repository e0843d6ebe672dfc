using System.CommandLine;
using Hub.Standalone.Commands;

var root = new RootCommand("Hub: the exchange for micro-credentials and vocational credits, on one machine.")
{
    DemoCommand.Create(),
    ServeCommand.Create(),
    CheckCommand.Create(),
    SubmitCommand.Create(),
    ReleaseCommand.Create(),
    VerifyCommand.Create(),
    TemplateCommand.Create(),
    RulesCommand.Create(),
    KeysCommand.Create(),
    DesignCommand.Create(),
    CasesCommand.Create(),
    WhatIfCommand.Create(),
    EscoCommand.Create(),
    BackupCommand.Create(),
    BackupCommand.CreateRestore(),
    AuditCommand.Create(),
};
// A hub that serves finishes what it is at before it ends; see WebHub.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(50) });
