using System.CommandLine;
using System.CommandLine.Invocation;
using Hub.Standalone.Commands;
using Hub.Standalone.Hosting;

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
    DoctorCommand.Create(),
};
// A hub that serves finishes what it is at before it ends; see WebHub.
ParseResult parsed = root.Parse(args);
int code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(50) });
// 1 would say that something was rejected.
return parsed.Action is ParseErrorAction ? ExitCode.CannotRun : code;
