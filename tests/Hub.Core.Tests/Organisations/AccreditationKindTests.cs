using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Tests.Organisations;

public sealed class AccreditationKindTests
{
    static readonly AccreditationKind Kind = new();

    static readonly Dictionary<string, string> Good = new()
    {
        ["localId"] = "D-1",
        ["organisation"] = "PT-ESCOLA",
        ["type"] = "institutional",
        ["decision"] = "positive",
        ["validFrom"] = "2025-01-01",
        ["validUntil"] = "2030-12-31",
    };

    /// <summary>What DEQAR asks of a report about a micro-credential.</summary>
    static readonly Dictionary<string, string> Report = new(Good)
    {
        ["type"] = "programme",
        ["entries"] = "MC-1",
        ["eqfLevels"] = "7",
        ["legalStatus"] = "voluntary",
        ["activities"] = "7",
        ["report"] = "https://example.org/r.pdf",
        ["degreeOutcome"] = "no-full-degree",
        ["workloadEcts"] = "15",
        ["assessmentCertification"] = "2",
    };

    [Fact]
    public void Columns_All_BeginWithTheCanonicalOnesInOrder() =>
        Assert.Equal("localId, organisation, agency, type, decision, fields, eqfLevels, countries, validFrom, validUntil, report".Split(", "), Kind.Columns.Take(11).Select(c => c.Name));

    [Fact]
    public void Judge_EveryColumnFilled_WritesCanonicalJson()
    {
        var cells = new Dictionary<string, string>(Report)
        {
            ["agency"] = "PT-A3ES",
            ["fields"] = "06|0912",
            ["countries"] = "PRT",
            ["entries"] = "MC-1|ES-UNI~X",
            ["entryKinds"] = "micro-credential",
            ["programmes"] = "Data|Care",
            ["jointWith"] = "ES-UNI",
            ["identifiers"] = "deqar-report:786",
            ["homepage"] = "https://example.org",
            ["status"] = "suspended",
        };
        RowVerdict verdict = Judge(cells);
        Assert.Empty(verdict.Codes());
        Assert.Equal(
            """{"localId":"D-1","organisation":"PT-ESCOLA","agency":"PT-A3ES","type":"programme","decision":"positive","fields":["06","0912"],"eqfLevels":[7],"countries":["PT"],"validFrom":"2025-01-01","validUntil":"2030-12-31","report":"https://example.org/r.pdf","entries":["PT-ESCOLA~MC-1","ES-UNI~X"],"entryKinds":["micro-credential"],"programmes":["Data","Care"],"jointWith":["ES-UNI"],"legalStatus":"voluntary","degreeOutcome":"no-full-degree","workloadEcts":15,"assessmentCertification":"assessment-based-certificate","activities":["7"],"identifiers":["DEQAR-REPORT:786"],"homepage":"https://example.org","status":"suspended"}""",
            verdict.Json());
        Assert.Equal("PT-A3ES~D-1", verdict.Id);
        Assert.Equal(["organisation", "jointWith", "entries", "entries"], verdict.References.Select(r => r.Column));
    }

    [Fact]
    public void Judge_AgencyAndStatusLeftOut_AreTheSenderAndActive()
    {
        RowVerdict verdict = Judge(Good);
        Assert.Empty(verdict.Codes());
        Assert.Equal("""{"localId":"D-1","organisation":"PT-ESCOLA","agency":"PT-A3ES","type":"institutional","decision":"positive","validFrom":"2025-01-01","validUntil":"2030-12-31","status":"active"}""", verdict.Json());
    }

    [Theory]
    [InlineData("localId", "", "row.local-id-missing")]
    [InlineData("organisation", "", "accreditation.organisation-missing")]
    [InlineData("organisation", "the school", "cell.not-an-organisation")]
    [InlineData("type", "", "accreditation.type-missing")]
    [InlineData("type", "blessing", "cell.unknown-value")]
    [InlineData("validFrom", "", "accreditation.valid-from-missing")]
    [InlineData("validUntil", "2024-12-31", "accreditation.validity-reversed")]
    [InlineData("organisation", "PT-A3ES", "accreditation.own-agency")]
    [InlineData("type", "programme", "accreditation.nothing-named")]
    [InlineData("type", "study-programme-group", "accreditation.group-missing")]
    [InlineData("decision", "not applicable", "cell.other-name")]
    [InlineData("decision", "-", "accreditation.decision-unknown")]
    [InlineData("fields", "0613|9998", "cell.unknown-value")]
    [InlineData("jointWith", "PT-ESCOLA", "accreditation.joint-with-itself")]
    public void Judge_OddCell_SaysSo(string column, string value, params string[] codes) => Assert.Equal(codes, Judge(new(Good) { [column] = value }).Codes());

    [Theory]
    [InlineData("workloadEcts", "", "accreditation.workload-missing")]
    [InlineData("workloadEcts", "0", "accreditation.workload-not-positive")]
    [InlineData("assessmentCertification", "", "accreditation.certification-missing")]
    [InlineData("degreeOutcome", "full-degree", "accreditation.certification-with-degree")]
    [InlineData("degreeOutcome", "", "accreditation.degree-outcome-missing")]
    [InlineData("eqfLevels", "", "accreditation.level-missing")]
    [InlineData("eqfLevels", "4", "accreditation.level-outside-cycles")]
    [InlineData("legalStatus", "", "accreditation.legal-status-missing")]
    [InlineData("decision", "", "accreditation.decision-missing")]
    [InlineData("activities", "", "accreditation.activity-missing")]
    [InlineData("report", "", "accreditation.report-missing")]
    [InlineData("validUntil", "2025-01-01", "accreditation.validity-reversed")]
    public void Judge_ReportToDeqar_FollowsItsRules(string column, string value, string code)
    {
        Assert.Empty(Judge(Report).Codes());
        Assert.Equal([code], Judge(new(Report) { [column] = value }).Codes());
    }

    [Fact]
    public void Judge_DecisionInOtherWords_IsHeldAndKept_ButNotInAReport()
    {
        RowVerdict verdict = Judge(new(Good) { ["decision"] = "Accredited" });
        Assert.Equal((Severity.Hold, "accreditation.decision-unknown"), (verdict.Worst, Assert.Single(verdict.Codes())));
        Assert.Contains("\"decision\":\"Accredited\"", verdict.Json(), StringComparison.Ordinal);
        Assert.Equal(ScopeLimits.Decision, AccreditationScope.Read("x~1", verdict.Body.WrittenMemory).LimitsFor(new ScopeQuestion(new DateOnly(2026, 1, 1))));
        Assert.Equal(Severity.Reject, Judge(new(Report) { ["decision"] = "Accredited" }).Worst);
    }

    [Fact]
    public void Judge_SixtyCreditsAndShort_Warns() => Assert.Equal(["accreditation.not-short"], Judge(new(Report) { ["type"] = "short-programmes", ["workloadEcts"] = "60" }).Codes());

    [Fact]
    public void Judge_RegisterAtHand_AsksForRolesAndSectors()
    {
        Dictionary<string, string> byOther = new(Report) { ["agency"] = "PT-OTHER", ["legalStatus"] = "obligatory", ["degreeOutcome"] = "full-degree", ["assessmentCertification"] = "" };
        var register = new KnownStandings();
        Assert.Empty(Judge(byOther, register).Codes());
        Assert.Equal(["PT-A3ES", "PT-ESCOLA", "PT-OTHER"], register.Asked.Order());

        register.Learn("PT-A3ES", Standing("PT-A3ES", "agency"));
        register.Learn("PT-OTHER", Standing("PT-OTHER", "provider"));
        register.Learn("PT-ESCOLA", Standing("PT-ESCOLA", "provider") with { Sectors = ["vet"] });
        Assert.Equal(
            ["accreditation.degree-of-other-provider", "accreditation.not-an-agency", "accreditation.sender-not-entitled", "accreditation.status-of-other-provider"], Judge(byOther, register).Codes().Order());
        register.Learn("PT-A3ES", Standing("PT-A3ES", "registrar"));
        register.Learn("PT-OTHER", Standing("PT-OTHER", "agency"));
        register.Learn("PT-ESCOLA", Standing("PT-ESCOLA", "provider"));
        Assert.Empty(Judge(byOther, register).Codes());
    }

    [Fact]
    public void Judge_OrganisationByIdentifier_IsTheOneTheRegisterKnows()
    {
        JudgeScope scope = Judged.Scope("PT-A3ES") with { CountryOf = name => name == "DEQAR:DEQARINST0001" ? "PT-ESCOLA" : null };
        string Organisation(string cell) => Judged.Row(Kind, scope, [.. new Dictionary<string, string>(Good) { ["organisation"] = cell }.Select(c => (c.Key, c.Value))]).References[0].Id;
        Assert.Equal("PT-ESCOLA", Organisation("deqar:DEQARINST0001"));
        Assert.Equal("DEQAR:DEQARINST0002", Organisation("DEQAR:DEQARINST0002"));
    }

    static OrganisationStanding Standing(string id, string role) => new(id, "PT", [role], [], [], []);

    static RowVerdict Judge(Dictionary<string, string> cells, KnownStandings? register = null) =>
        Judged.Row(Kind, Judged.Scope("PT-A3ES") with { Register = register }, [.. cells.Select(c => (c.Key, c.Value))]);
}
