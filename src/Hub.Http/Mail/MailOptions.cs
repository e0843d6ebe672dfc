using System.ComponentModel.DataAnnotations;

namespace Hub.Http.Mail;

/// <summary>How connections to the mail server are encrypted.</summary>
public enum MailSecurity
{
    /// <summary>Begins unencrypted and is encrypted before anything is sent (RFC 3207); refused where the server can not.</summary>
    StartTls,

    /// <summary>Encrypted from the beginning (RFC 8314).</summary>
    Tls,

    /// <summary>Not at all: for a server on the same machine.</summary>
    None,
}

/// <summary>How the hub sends e-mail.</summary>
public sealed record MailOptions
{
    /// <summary>Name of the SMTP server; null (the default): nothing is sent, and the log says what would have been.</summary>
    public string? Server { get; set; }

    /// <summary>Port of the server. The default value is 587 (RFC 6409).</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>The default value is StartTls.</summary>
    public MailSecurity Security { get; set; }

    /// <summary>User the hub signs in as; null (the default): it does not sign in.</summary>
    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Address that mail comes from; needed with a server.</summary>
    [EmailAddress]
    public string? From { get; set; }

    /// <summary>How long the server may take to answer. The default value is 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Where organisations want to be told. None by default.</summary>
    public IReadOnlyList<MailContact> Contacts { get; set; } = [];
}

/// <summary>Where an organisation wants to be told. Not in the register, since that is public.</summary>
public sealed record MailContact
{
    /// <summary>Id of the organisation.</summary>
    public string Organisation { get; set; } = "";

    /// <summary>E-mail address.</summary>
    public string Address { get; set; } = "";

    /// <summary>Language it is written to in, ISO 639-1: en, pt, lt, sl or es. The default value is en.</summary>
    public string Language { get; set; } = "en";
}
