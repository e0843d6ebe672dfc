using System.Text;
using System.Text.Json;
using Hub.Formats.Deqar;
using Hub.Organisations.Accreditations;

namespace Hub.Formats.Tests.Deqar;

/// <summary>Reports to DEQAR through the whole of <c>hub check</c>, offline: identifiers stay what they are.</summary>
public sealed class DeqarTests
{
    const string Institutional = """{"agency":"QA","local_identifier":"I-1","activities":[{"id":"2"},{"local_identifier":"aud"},{"group":"8"}],"status":"part of obligatory EQA system","decision":"positive with conditions or restrictions","valid_from":"2024-03-01","valid_to":"2030-02-28","date_format":"%Y-%m-%d","report_links":[{"link":"https://example.org/i"}],"report_files":[{"original_location":"https://example.org/i.pdf","report_language":["eng"]}],"institutions":[{"deqar_id":"DEQARINST0001"}]}""";

    const string Credential = """{"agency":"33","report_id":786,"activities":[{"id":7}],"status":2,"decision":1,"valid_from":"5/4/24","date_format":"%-d/%-m/%y","report_files":[{"original_location":"https://example.org/m.pdf"}],"institutions":[{"eter_id":"PT0001"}],"programmes":[{"identifiers":[{"identifier":"P7"}],"name_primary":"Data for care","qualification_primary":"Micro-credential","qf_ehea_level":"second cycle","degree_outcome":"no","workload_ects":15,"assessment_certification":"assessment based certificate","field_study":"http://data.europa.eu/esco/isced-f/0912","countries":["PRT"],"learning_outcomes":["http://data.europa.eu/esco/skill/x"]}]}""";

    const string CsvHeader = "agency,local_identifier,activities[1].id,status,decision,valid_from,valid_to,date_format,file[1].original_location,institution[1].deqar_id,institution[2].identifier,institution[2].resource,programme[1].name_primary,programme[1].qf_ehea_level,programme[1].degree_outcome,programme[1].country[1],programme[2].name_primary,programme[2].qf_ehea_level,programme[2].degree_outcome,summary\n";

    static Task<CheckedFile> CheckAsync(string text, string name) => CheckedFile.OfAsync(Encoding.UTF8.GetBytes(text), name, kind: AccreditationKind.KindName);

    static string[] Rows(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. DeqarRows.Of(DeqarJson.Read(document.RootElement)).Select(row => Encoding.UTF8.GetString(row))];
    }

    [Fact]
    public void Rows_InstitutionalReport_AreOneRow() => Assert.Equal(
        ["""{"localId":"I-1:DEQARINST0001","organisation":"DEQAR:DEQARINST0001","agency":"EQAR:QA","type":"institutional","decision":"positive-with-conditions","validFrom":"2024-03-01","validUntil":"2030-02-28","report":"https://example.org/i.pdf","legalStatus":"obligatory","activities":["2","aud","group 8"],"homepage":"https://example.org/i"}"""],
        Rows(Institutional));

    [Fact]
    public void Rows_MicroCredential_HasItsScope() => Assert.Equal(
        ["""{"localId":"DEQAR-786:PT0001:P7","organisation":"ETER:PT0001","agency":"EQAR:33","type":"programme","decision":"1","fields":"0912","eqfLevels":"7","countries":["PRT"],"entryKinds":"micro-credential","programmes":["Data for care"],"degreeOutcome":"no-full-degree","workloadEcts":"15","assessmentCertification":"assessment-based-certificate","validFrom":"2024-04-05","validUntil":"2030-04-05","report":"https://example.org/m.pdf","legalStatus":"2","activities":["7"],"identifiers":["DEQAR-REPORT:786"]}"""],
        Rows(Credential));

    [Fact]
    public async Task Check_Objects_AreRecognisedAndSound()
    {
        CheckedFile array = await CheckAsync($"[{Institutional},\n{Credential}]", "reports.json");
        Assert.Equal(("deqar-json", 2L, 0L), (array.Body!.Plan.Format, array.Totals!.Rows, array.Totals.Rejected));
        Assert.Equal(["deqar.end-assumed"], array.Codes);
        CheckedFile single = await CheckAsync("\uFEFF" + Institutional, "report.json");
        Assert.Equal(("deqar-json", 1L, 0), (single.Body!.Plan.Format, single.Totals!.Rows, single.Findings.Count));
    }

    [Fact]
    public async Task Check_JointReportInCsv_MakesARowForEachInstitutionAndProgramme()
    {
        string csv = CsvHeader + "QA,J-1,7,1,positive,2024-03-01,2030-03-01,%Y-%m-%d,https://example.org/j.pdf,DEQARINST0001,S003,DE-HRK,Music,second cycle,yes,PT,Dance,1,1,long text\n";
        CheckedFile file = await CheckAsync(csv, "reports.csv");
        Assert.Equal(("deqar-csv", 4L, 0L), (file.Body!.Plan.Format, file.Totals!.Rows, file.Totals.Rejected));
        Assert.Equal("A report about several institutions or programmes makes a row for each of them: 1 reports, 4 rows.", file.Findings[0].Message);
        Assert.Equal("These elements have no place in the register of accreditations and were not read: summary.", file.Findings[1].Message);
        Assert.Equal(2, file.Findings.Count);
    }

    [Fact]
    public async Task Check_SameReportInBothForms_IsTheSameRows()
    {
        string csv = "agency;local_identifier;activities[1].id;activities[2].local_identifier;activities[3].group;status;decision;valid_from;valid_to;date_format;link[1];file[1].original_location;institution[1].deqar_id\r\nQA;I-1;2;aud;8;part of obligatory EQA system;positive with conditions or restrictions;2024-03-01;2030-02-28;%Y-%m-%d;https://example.org/i;https://example.org/i.pdf;DEQARINST0001\r\n";
        CheckedFile one = await CheckAsync(csv, "reports.csv"), other = await CheckAsync(Institutional, "report.json");
        Assert.Equal(one.Findings, other.Findings);
        Assert.Equal(one.VerdictSha256, other.VerdictSha256);
    }

    [Theory]
    [InlineData("\"decision\":\"positive with conditions or restrictions\"", "\"decision\":\"5\"", "decision", "accreditation.decision-unknown")]
    [InlineData("\"status\":\"part of obligatory EQA system\",", "", "legalStatus", "accreditation.legal-status-missing")]
    [InlineData("\"valid_from\":\"2024-03-01\"", "\"valid_from\":\"01.03.2024\"", "validFrom", "cell.not-a-date")]
    [InlineData("\"valid_from\":\"2024-03-01\"", "\"valid_from\":\"2030-02-28\"", "validUntil", "accreditation.validity-reversed")]
    [InlineData("\"local_identifier\":\"I-1\",", "", "localId", "row.local-id-missing")]
    [InlineData("\"institutions\":[{\"deqar_id\":\"DEQARINST0001\"}]", "\"institutions\":[]", "organisation", "accreditation.organisation-missing")]
    [InlineData("\"activities\":[{\"id\":\"2\"},{\"local_identifier\":\"aud\"},{\"group\":\"8\"}]", "\"activities\":[]", "activities", "accreditation.activity-missing")]
    public async Task Check_ReportThatBreaksARule_IsRejectedAlone(string part, string instead, string column, string code)
    {
        CheckedFile file = await CheckAsync($"[{Institutional.Replace(part, instead, StringComparison.Ordinal)},{Institutional.Replace("I-1", "I-2", StringComparison.Ordinal)}]", "reports.json");
        Assert.Equal((1L, 1L), (file.Totals!.Accepted, file.Totals.Rejected));
        Assert.Equal((1, column, code), Assert.Single(file.Findings, f => f.Severity == "reject") is var f ? (f.Row, f.Column!, f.Code) : default);
        using JsonDocument errors = JsonDocument.Parse(file.Errors);
        Assert.Equal(1, Assert.Single(errors.RootElement.EnumerateArray()).GetProperty("hub_row").GetInt32());
    }

    [Theory]
    [InlineData("\"workload_ects\":15,", "", "accreditation.workload-missing")]
    [InlineData("\"assessment_certification\":\"assessment based certificate\",", "", "accreditation.certification-missing")]
    [InlineData("\"qf_ehea_level\":\"second cycle\",", "", "accreditation.level-missing")]
    [InlineData("\"qf_ehea_level\":\"second cycle\"", "\"qf_ehea_level\":\"5\"", "cell.unknown-value")]
    [InlineData("\"degree_outcome\":\"no\"", "\"degree_outcome\":1", "accreditation.certification-with-degree")]
    [InlineData("\"degree_outcome\":\"no\",", "", "accreditation.degree-outcome-missing")]
    public async Task Check_ProgrammeThatBreaksARule_SaysSo(string part, string instead, string code)
    {
        CheckedFile file = await CheckAsync(Credential.Replace(part, instead, StringComparison.Ordinal), "report.json");
        Assert.Equal([code], file.Findings.Where(f => f.Severity == "reject").Select(f => f.Code));
    }

    [Fact]
    public void Rows_SixtyCreditsOrMore_AreNoMicroCredential()
    {
        Assert.DoesNotContain("entryKinds", Rows(Credential.Replace("\"workload_ects\":15", "\"workload_ects\":60", StringComparison.Ordinal))[0], StringComparison.Ordinal);
        Assert.Contains("entryKinds", Rows(Credential.Replace("\"workload_ects\":15", "\"workload_ects\":59.5", StringComparison.Ordinal))[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2015-01-15", null, "2015-01-15")]
    [InlineData("04-01-2014", "%d-%m-%Y", "2014-01-04")]
    [InlineData("4/1/14", "%d/%m/%y", "2014-01-04")]
    [InlineData("01-04-2014", "%m-%d-%Y", "2014-01-04")]
    [InlineData("2015-01-15", "%d/%m/%Y", null)]
    [InlineData("2015-01-15", "yyyy-MM-dd", null)]
    [InlineData("2015-01-15", "%Y-%m-%", null)]
    [InlineData("2015-02-30", "%Y-%m-%d", null)]
    public void Dates_InTheirForm_AreRead(string date, string? format, string? expected) => Assert.Equal(expected, DeqarDates.Read(date, format)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task Check_BrokenRowsAndItems_DoNotFailTheRest()
    {
        CheckedFile csv = await CheckAsync(CsvHeader + "QA,J-1\nQA,J-2,7,1,positive,2024-03-01,2030-03-01,%Y-%m-%d,https://example.org/j.pdf,DEQARINST0001,-,,,,,,,,,\n", "reports.csv");
        Assert.Equal(["row.too-few-cells"], csv.Codes);
        Assert.Contains("\"sent\":\"QA,J-1\"", Encoding.UTF8.GetString(csv.Errors), StringComparison.Ordinal);
        CheckedFile json = await CheckAsync($$"""[{{Institutional}},7,{"agency":"QA","local_identifier":"\ud800","institutions":[]}]""", "reports.json");
        Assert.Equal(["json.not-an-object", "json.lone-surrogate"], json.Codes);
        Assert.Equal((1L, 2L), (json.Totals!.Accepted, json.Totals.Rejected));
        Assert.Equal("file.json-truncated", (await CheckAsync($"[{Institutional}", "reports.json")).Problem?.Code);
    }

    [Fact]
    public void Rows_InstitutionThatIsOnlyDescribed_StaysARow()
    {
        string[] rows = Rows(Institutional.Replace("[{\"deqar_id\":\"DEQARINST0001\"}]", """[{"deqar_id":"DEQARINST0001"},{"name_official":"A school"},{"identifier":"S3"}]""", StringComparison.Ordinal));
        Assert.Equal(3, rows.Length);
        Assert.Contains("\"jointWith\":[\"QA:S3\"]", rows[0], StringComparison.Ordinal);
        Assert.DoesNotContain("\"organisation\"", rows[1], StringComparison.Ordinal);
        Assert.Contains("\"organisation\":\"QA:S3\"", rows[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CanonicalJson_IsNotTakenForAReport()
    {
        CheckedFile file = await CheckAsync("""[{"localId":"1","organisation":"PT-ESCOLA","agency":"PT-QA","type":"institutional","validFrom":"2025-01-01","activities":["2"],"legalStatus":"voluntary","decision":"positive","report":"https://example.org/r"}]""", "accreditations.json");
        Assert.Equal("json", file.Body!.Plan.Format);
        Assert.Empty(file.Codes);
    }
}
