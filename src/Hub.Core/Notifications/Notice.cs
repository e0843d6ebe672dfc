using System.Text.Json;
using Hub.Ports;

namespace Hub.Notifications;

/// <summary>
/// Something somebody is to be told. It lies as a row beside what it is about, written in the same commit: nobody is told of what was
/// not stored, and nothing that was stored stays untold.
/// </summary>
/// <param name="Key">Names this one notice: <c>case:round:turn:what</c>.</param>
/// <param name="Kind">Short name: <c>case-due</c>, <c>case-overdue</c>, <c>case-owed</c>, <c>case-hearing</c>, <c>case-delayed</c>, <c>case-decided</c>, <c>case-conditions-met</c>.</param>
/// <param name="About">Public id of what it is about.</param>
/// <param name="Organisation">Whom it goes to; null: the applicant, at the address that came with the request.</param>
/// <param name="Attempts">How often sending was put off.</param>
public sealed record Notice(string Key, string Kind, string About, string? Organisation, int Attempts = 0)
{
    const string Prefix = "!notice~";

    public string Row => Prefix + Key;

    /// <summary>Where rows of notices about something begin.</summary>
    public static string PrefixOf(string about) => $"{Prefix}{about}:";

    public RowChange ToChange() => RowChange.Upsert(Row, Body);

    internal ReadOnlyMemory<byte> Body => JsonSerializer.SerializeToUtf8Bytes(this, HubJson.Options);

    internal static Notice Read(TableRow row) => JsonSerializer.Deserialize<Notice>(row.Body.Span, HubJson.Options)!;
}
