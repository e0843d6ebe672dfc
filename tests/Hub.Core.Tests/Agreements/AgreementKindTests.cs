using System.Text;
using Hub.Agreements;
using Hub.Learners;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Submissions.Findings;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Tests.Agreements;

public sealed class AgreementKindTests
{
    static readonly AgreementKind Kind = new();

    static readonly Dictionary<string, string> Learning = new()
    {
        ["localId"] = "LA-1",
        ["type"] = "learning-agreement",
        ["host"] = "ES-IES",
        ["memorandum"] = "MOU",
        ["learnerScheme"] = "esi",
        ["learnerId"] = "S-1",
        ["validFrom"] = "2025-02-01",
        ["validUntil"] = "2025-06-30",
        ["outcomes"] = "UC-1=UFCD-1|ES-IES~UC-2 = PT-ESCOLA~UFCD-2",
        ["signatures"] = "learner=2024-12-01|home = 2024-12-02",
    };

    static readonly Dictionary<string, string> Memorandum = new()
    {
        ["localId"] = "MOU",
        ["type"] = "memorandum",
        ["parties"] = "PT-ESCOLA|ES-IES",
        ["accepts"] = "quality-assurance|assessment",
        ["validFrom"] = "2025-01-01",
    };

    [Fact]
    public void Judge_LearningAgreement_WritesCanonicalJson()
    {
        var cells = new Dictionary<string, string>(Learning) { ["hostCompany"] = "Oficina", ["answers"] = "2", ["studied"] = "Soldar|Cortar", ["learnerBirthDate"] = "2001-02-03", ["identifiers"] = "ewp:1" };
        RowVerdict verdict = Judge(cells);
        Assert.Empty(verdict.Codes());
        Assert.Equal(
            """{"localId":"LA-1","type":"learning-agreement","home":"PT-ESCOLA","host":"ES-IES","memorandum":"PT-ESCOLA~MOU","learnerScheme":"ESI","learnerId":"S-1","validFrom":"2025-02-01","validUntil":"2025-06-30","outcomes":["ES-IES~UC-1=PT-ESCOLA~UFCD-1","ES-IES~UC-2=PT-ESCOLA~UFCD-2"],"signatures":["learner=2024-12-01","home=2024-12-02"],"answers":2,"status":"active","identifiers":["EWP:1"],"hostCompany":"Oficina","studied":["Soldar","Cortar"],"learnerBirthDate":"2001-02-03"}""",
            verdict.Json());
        Assert.Equal(["host ES-IES", "memorandum PT-ESCOLA~MOU", "outcomes ES-IES~UC-1", "outcomes PT-ESCOLA~UFCD-1", "outcomes ES-IES~UC-2", "outcomes PT-ESCOLA~UFCD-2"], verdict.References.Select(r => $"{r.Column} {r.Id}"));
        AgreementTerms terms = AgreementTerms.Read("PT-ESCOLA~LA-1", verdict.Body.WrittenMemory.ToArray());
        Assert.Equal(new AgreedPart("ES-IES~UC-1", "PT-ESCOLA~UFCD-1"), terms.Outcomes[0]);
        Assert.Equal(new DateOnly(2024, 12, 2), terms.Stated[Signer.Home]);
    }

    /// <summary>What is stored in clear says nothing of the person, and its terms can be read without the key.</summary>
    [Fact]
    public void Clear_LearningAgreement_HoldsTheTermsAlone()
    {
        var cells = new Dictionary<string, string>(Learning)
        {
            ["hostCompany"] = "MARK",
            ["studied"] = "MARK",
            ["recognised"] = "MARK",
            ["proposed"] = "MARK",
            ["objectives@pt"] = "MARK",
            ["notes"] = "MARK",
            ["learnerGivenNames"] = "MARK",
            ["learnerFamilyName"] = "MARK",
            ["learnerId"] = "MARK",
            ["document"] = "https://example.org/MARK",
            ["identifiers"] = "EWP:MARK",
        };
        string clear = Encoding.UTF8.GetString(LearnerJson.Clear(Judge(cells).Body.WrittenSpan));
        Assert.DoesNotContain("MARK", clear, StringComparison.Ordinal);
        AgreementTerms terms = AgreementTerms.Read("PT-ESCOLA~LA-1", Encoding.UTF8.GetBytes(clear));
        Assert.Equal(("PT-ESCOLA", "ES-IES", 2), (terms.Home, terms.Host, terms.Outcomes.Count));
    }

    [Theory]
    [InlineData("type", "", "agreement.type-missing")]
    [InlineData("validFrom", "", "agreement.valid-from-missing")]
    [InlineData("validUntil", "", "agreement.period-missing")]
    [InlineData("validUntil", "2025-01-31", "agreement.validity-reversed")]
    [InlineData("host", "", "agreement.host-missing")]
    [InlineData("host", "PT-ESCOLA", "agreement.host-is-home")]
    [InlineData("learnerId", "", "agreement.learner-missing")]
    [InlineData("outcomes", "", "agreement.outcomes-missing")]
    [InlineData("outcomes", "A=B=C", "agreement.outcome-unreadable")]
    [InlineData("outcomes", "=B", "agreement.outcome-unreadable")]
    [InlineData("outcomes", "A", "agreement.part-missing")]
    [InlineData("signatures", "home", "agreement.signature-unreadable")]
    [InlineData("signatures", "home=tomorrow", "agreement.signature-unreadable")]
    [InlineData("signatures", "PT-ESCOLA=2025-01-01", "agreement.signer-not-a-party")]
    [InlineData("signatures", "home=2026-01-17", "agreement.signed-in-future")]
    [InlineData("memorandum", "LA-1", "agreement.rests-on-itself")]
    public void Judge_LearningAgreementWithAFault_SaysIt(string column, string value, string code) => Assert.Contains(code, Judge(new Dictionary<string, string>(Learning) { [column] = value }).Codes());

    [Theory]
    [InlineData("parties", "PT-ESCOLA", "agreement.parties-missing")]
    [InlineData("accepts", "", "agreement.nothing-accepted")]
    [InlineData("learnerId", "7", "agreement.memorandum-of-a-person")]
    [InlineData("signatures", "home=2025-01-01", "agreement.signer-not-a-party")]
    public void Judge_MemorandumWithAFault_SaysIt(string column, string value, string code) => Assert.Contains(code, Judge(new Dictionary<string, string>(Memorandum) { [column] = value }).Codes());

    [Fact]
    public void Judge_Memorandum_IsHidden()
    {
        RowVerdict verdict = Judge(Memorandum);
        Assert.Empty(verdict.Codes());
        Assert.Equal(Hub.Records.Visibility.Hidden, verdict.Visibility);
        Assert.False(AgreementTerms.IsOfLearner(verdict.Body.WrittenSpan));
    }

    [Theory]
    [InlineData("provider", "agreement.sender-not-a-party")]
    [InlineData("registrar", null)]
    public void Judge_SentByNoParty_IsForRegistrarsOnly(string role, string? code)
    {
        var standings = new KnownStandings();
        standings.Learn("PT-ESCOLA", new OrganisationStanding("PT-ESCOLA", "PT", [role], [], [], []));
        RowVerdict verdict = Judge(new Dictionary<string, string>(Memorandum) { ["parties"] = "ES-IES|FR-LYCEE" }, Judged.Scope() with { Register = standings });
        Assert.Equal(code is null ? [] : [code], verdict.Codes());
    }

    static RowVerdict Judge(Dictionary<string, string> cells, JudgeScope? scope = null) => Judged.Row(Kind, scope ?? Judged.Scope(), [.. cells.Select(c => (c.Key, c.Value))]);
}
