using System.ComponentModel.DataAnnotations;
using Hub.Http.Mail;
using Hub.Http.SignIn.Tokens;
using Hub.Submissions;
using Hub.Submissions.Retention;

namespace Hub.Http;

/// <summary>What an operator sets for the HTTP side of a hub; the same keys on both hosts.</summary>
public sealed record HubOptions
{
    public const string Section = "Hub";

    /// <summary>Name on the landing page and in the API description. The default value is "Micro-credential hub".</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string Name { get; set; } = "Micro-credential hub";

    /// <summary>Organisation that operates the hub; the bootstrap key acts for it. The default value is "HUB".</summary>
    [Required]
    public string Operator { get; set; } = "HUB";

    /// <summary>
    /// SHA-256 of a secret, 64 hexadecimal digits: whoever presents the secret is registrar and publisher of the operator. For
    /// the first start, before there are keys; null (the default) for none.
    /// </summary>
    [RegularExpression("^[0-9a-fA-F]{64}$")]
    public string? BootstrapKeySha256 { get; set; }

    /// <summary>Absolute address of the hub for the API description, and for links from the static edition of a release to entries; null (the default): the description is relative to where it is read, and the edition links to no hub.</summary>
    [Url]
    public string? PublicUrl { get; set; }

    /// <summary>How long a key that was found stays known without asking the store: one revoked through another instance works as long, one revoked through this instance no more. The default value is 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan KeyCache { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest body of a submission in bytes. The default value, and the most, is 33,554,432 (32 MiB): the Functions host holds bodies in memory.</summary>
    [Range(1024, 33_554_432)]
    public long MaxSubmissionBytes { get; set; } = 33_554_432;

    /// <summary>Files and batches that are read at the same time; eight times as many wait, more are answered 503. The default value is 64.</summary>
    [Range(1, 10_000)]
    public int MaxBodiesAtOnce { get; set; } = 64;

    /// <summary>Requests a key may make in a minute; more are answered 429. The default value is 6,000.</summary>
    [Range(1, 10_000_000)]
    public int RequestsPerMinute { get; set; } = 6_000;

    /// <summary>
    /// Requests all anonymous callers together may make in a minute, 0 (the default) for no limit. Callers without a key can not
    /// be told apart on every host, so a limit lets one of them lock out the others: leave that to the edge.
    /// </summary>
    [Range(0, 10_000_000)]
    public int AnonymousRequestsPerMinute { get; set; }

    /// <summary>
    /// Keys that are not known, tried by all callers together in a minute; beyond it 429 without a look into the store. Keys
    /// that were known a while ago are not among them. The default value is 600.
    /// </summary>
    [Range(1, 10_000_000)]
    public int UnknownKeysPerMinute { get; set; } = 600;

    /// <summary>Submissions of an organisation that may be unfinished at a time; one more is answered 429. The default value is 100.</summary>
    [Range(1, 1000)]
    public int MaxOpenSubmissions { get; set; } = 100;

    /// <summary>Most rows of a file, whatever its format; one with more is refused as a whole (file.too-many-rows). The default value is 5,000,000.</summary>
    [Range(1, 100_000_000)]
    public long MaxSubmissionRows { get; set; } = SubmissionLimits.UsualMaxRows;

    /// <summary>Largest block of an upload in bytes, where the hub itself takes them.</summary>
    public const long MaxBlockBytes = 104_857_600;

    /// <summary>Largest file that is taken by an upload link, and the most a compressed body may unpack to, in bytes. The default value is 4,294,967,296 (4 GiB).</summary>
    [Range(1024, 1_099_511_627_776)]
    public long MaxUploadBytes { get; set; } = 4_294_967_296;

    /// <summary>
    /// Days after the end of a submission until its chunks, working copies and verdicts are removed, 1 to 3,650. What was sent,
    /// findings, error file and receipts stay; of a submission whose rows can still be corrected or decided everything does. The default value is 30.
    /// </summary>
    [Range(1, 3650)]
    public int KeepWorkDays { get; set; } = KeepingTimes.UsualWorkDays;

    /// <summary>
    /// How many of the newest releases are kept whole; 0 (the default): all. Manifests, signatures and deltas are kept for ever, and
    /// less than 2 counts as 2, because the newest release is checked against the one before.
    /// </summary>
    [Range(0, 100_000)]
    public int KeepReleases { get; set; }

    /// <summary>For how many days after its cut a release is kept whole, whatever KeepReleases says; 0 (the default): not by its age.</summary>
    [Range(0, 36_500)]
    public int KeepReleaseDays { get; set; }

    /// <summary>How long a request that waits for its release waits for files that are being applied as a whole; then it is answered 503. The default value is 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ReleaseWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Folder with the XML schemas of the European Learning Model, <c>loq.xsd</c> and <c>ams.xsd</c> with what they include: files of
    /// that form are checked against them besides, and what is found warns. Null (the default) for none.
    /// </summary>
    public string? SchemaFolder { get; set; }

    /// <summary>How long an upload link works; what is not confirmed by then is removed. The default value is 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan UploadLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Identity providers whose access tokens are taken beside API keys. None by default.</summary>
    public IReadOnlyList<IssuerOptions> Issuers { get; set; } = [];

    /// <summary>How the hub tells people by e-mail that there is something to see.</summary>
    public MailOptions Mail { get; set; } = new();

    /// <summary>How far the clock of an identity provider may be from the hub's. The default value is 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan TokenClockSkew { get; set; } = TimeSpan.FromSeconds(30);
}
