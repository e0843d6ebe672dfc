using System.Text;
using System.Text.Json;
using Hub.Agreements;
using Hub.Learners;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Support;

/// <summary>Agreements about invented people, marked as <see cref="Achieved"/> has it, and the use cases about them.</summary>
sealed class Agreed(TestHub hub)
{
    public const string Header = "localId,type,home,host,parties,memorandum,learnerScheme,learnerId,learnerFamilyName,validFrom,validUntil,outcomes,accepts,signatures,answers,hostCompany,notes\n";

    public static readonly OrganisationId Host = OrganisationId.Parse("ES-IES");

    public static Caller HostCaller { get; } = new("host-key", Host, new HashSet<Role> { Role.Provider });

    public AgreementSignatures Signatures { get; } = new(hub.Tables, hub.Queue);

    ReadAgreementHandler Reading => new(hub.Agreements, hub.Learners, hub.Trail);

    public SignAgreementHandler Sign => new(Reading, Signatures, hub.Clock);

    public PutAgreementHandler Put => new(hub.Put, hub.Kinds, hub.Agreements, Reading, Sign);

    public static string Id(string localId) => $"{TestHub.School}~{localId}";

    public static string Memorandum(string localId, string parties = "PT-ESCOLA|ES-IES", string from = "2025-01-01") =>
        $"{localId},memorandum,,,{parties},,,,,{from},,,quality-assurance|assessment,PT-ESCOLA=2024-12-01,,,\n";

    public static string Learning(string localId, string learner, string until = "2025-06-30", string answers = "", string host = "ES-IES") =>
        $"{localId},learning-agreement,,{host},,MOU,NIF,{Achieved.Mark}-{learner},{Achieved.Mark} Silva,2025-02-01,{until},H=U,,learner=2024-12-01|home=2024-12-02,{answers},{Achieved.Mark} Oficina,{Achieved.Mark} note\n";

    /// <summary>A hub in which school and host are registered.</summary>
    public static async Task<TestHub> OpenAsync(TemporaryFolder folder, Formats.Csv.CsvLimits? limits = null)
    {
        TestHub opened = await TestHub.OpenWithSchoolAsync(folder, limits);
        await opened.RegisterAsync(Host.Value, "ES");
        await opened.PumpAsync();
        return opened;
    }

    public static Task<Submission> SubmitAsync(TestHub to, params string[] rows) => to.SubmitAsync(Header + string.Concat(rows), kind: AgreementKind.KindName);

    public static async Task<string?> OpenedAsync(TestHub of, string localId) => await of.Agreements.FindAsync(Id(localId), TestHub.Cancel) is { } record ? Encoding.UTF8.GetString(record.Json.Span) : null;

    public static JsonElement Json(string learner, string until, int? answers, string signer)
    {
        var json = new Dictionary<string, object>
        {
            ["type"] = "learning-agreement",
            ["home"] = TestHub.School.Value,
            ["host"] = Host.Value,
            ["learnerScheme"] = "NIF",
            ["learnerId"] = $"{Achieved.Mark}-{learner}",
            ["validFrom"] = "2025-02-01",
            ["validUntil"] = until,
            ["outcomes"] = "H=U",
            ["signatures"] = signer,
            ["notes"] = $"{Achieved.Mark} note",
        };
        if (answers is { } version) json["answers"] = version;
        return JsonSerializer.SerializeToElement(json);
    }

    public Task<Result<PutRecordResult>> PutAsync(Caller caller, string localId, JsonElement json) => Put.HandleAsync(caller, new PutRecordCommand(AgreementKind.KindName, Id(localId), json, null), TestHub.Cancel);

    public static string Shelf => LearnerShelf.Agreements.Table;
}
