using System.CommandLine;
using System.Text.Json;
using Hub.Client;
using Hub.Learners;
using Hub.Recognition.Cases;
using Hub.Recognition.WhatIf;
using Hub.Records;
using Hub.Standalone.Hosting;
using Hub.Standalone.Remote;

namespace Hub.Standalone.Commands;

/// <summary><c>hub what-if</c>: what recognition would come to on another day, under another law, or with what is planned.</summary>
static class WhatIfCommand
{
    public static Command Create()
    {
        var of = new Option<string?>("--case") { Description = "Id of a case; then learner, route, target and achievements are the case's." };
        var target = new Option<string?>("--target") { Description = "Public id of the entry the achievements would count towards." };
        var route = new Option<string?>("--route") { Description = "Route of the rules of the institution's country, such as unit-equivalence." };
        var learner = new Option<string?>("--learner") { Description = "Reference of the learner; without it somebody who has nothing but what is planned." };
        var achievements = new Option<string[]>("--achievement") { Description = "Public id of an achievement of the learner; may be given several times. Without it those your organisation has sent.", AllowMultipleArgumentsPerToken = true };
        var planned = new Option<string[]>("--planned") { Description = "Public id of an entry as if it had been achieved; may be given several times.", AllowMultipleArgumentsPerToken = true };
        var institution = new Option<string?>("--institution") { Description = "Who would decide; by default whoever awards the target." };
        var ruleset = new Option<string?>("--ruleset") { Description = "Ruleset whose law counts instead: its version (SHA-256: as it was written), or such as EU/2022-06-16 (as it is adopted now)." };
        var org = new Option<string?>("--org") { Description = "With --data: organisation on whose behalf; by default that of the case or of the target." };
        Option<DateOnly?> asOf = DesignCommand.AsOf();
        Option<string?> data = Common.Data(), hub = Common.HubUrl(), key = Common.Key();
        Option<bool> json = Common.Json();
        var command = new Command("what-if", "Say what recognition would come to on another day, under another ruleset, or with achievements that are planned. Nothing is stored but that a learner's achievements were read.")
            { of, target, route, learner, achievements, planned, institution, asOf, ruleset, org, data, hub, key, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            var question = new HubWhatIf
            {
                Case = parsed.GetValue(of),
                Learner = parsed.GetValue(learner),
                Route = parsed.GetValue(route),
                Target = parsed.GetValue(target),
                Achievements = parsed.GetValue(achievements) is { Length: > 0 } named ? named : null,
                Planned = parsed.GetValue(planned),
                Institution = parsed.GetValue(institution),
                AsOf = parsed.GetValue(asOf),
                Ruleset = parsed.GetValue(ruleset),
            };
            Result<WhatIfAnswer> answer = parsed.GetValue(hub) is { } url ? await AskAsync(terminal, url, parsed.GetValue(key), question, cancel)
                : parsed.GetValue(data) is { } folder ? await AskAsync(folder, parsed.GetValue(org), question, cancel) : Common.NoTarget();
            if (answer.Problem is { } problem) return terminal.Fail(problem);
            WhatIfTables.Show(terminal, answer.Value);
            terminal.Result(answer.Value);
            return ExitCode.Ok;
        }));
        return command;
    }

    static async Task<Result<WhatIfAnswer>> AskAsync(Terminal terminal, string url, string? key, HubWhatIf question, CancellationToken cancel)
    {
        Result<RemoteHub> opened = RemoteHub.Open(terminal, url, key);
        if (opened.Problem is { } problem) return problem;
        using RemoteHub remote = opened.Value;
        JsonElement answer = await remote.Client.Recognitions.AskWhatIfAsync(question, cancel);
        return answer.Deserialize<WhatIfAnswer>(HubJson.Options)!;
    }

    static async Task<Result<WhatIfAnswer>> AskAsync(string data, string? org, HubWhatIf question, CancellationToken cancel)
    {
        LearnerReference? learner = null;
        if (question.Learner is { } text)
        {
            if (!LearnerReference.TryParse(text, out LearnerReference reference)) return LearnerProblems.NotFound();
            learner = reference;
        }

        if (!OrganisationId.TryParse(org ?? OrganisationOf(question), out OrganisationId organisation)) return Common.NoOrganisation(org);
        await using LocalHub hub = LocalHub.OpenExisting(data);
        // Whoever can write the folder may do everything in it, and so decide for any institution.
        Caller caller = LocalHub.Operator(organisation) with { Roles = new HashSet<Role>(LocalHub.OperatorRoles) { Role.Reviewer } };
        var query = new WhatIfQuery(question.Case, learner, question.Route, question.Target, question.Achievements, question.Planned ?? [], question.Institution, question.AsOf, question.Ruleset);
        return await hub.Get<AskWhatIfHandler>().HandleAsync(caller, query, cancel);
    }

    static string OrganisationOf(HubWhatIf question) =>
        CaseId.TryParse(question.Case, out CaseId of) ? of.Body.Value : RecordId.TryParse(question.Target, out RecordId target) ? target.Organisation.Value : "local";
}
