namespace Hub.Pipeline.Tests.Privacy;

/// <summary>An achievement of an invented person, every personal field of it marked.</summary>
public sealed record MarkedRow(IReadOnlyList<(string Column, string Value)> Cells)
{
    /// <summary>As sent by a provider that also sends what nobody asked for.</summary>
    public static MarkedRow Of(Marks marks, string localId, string learner, params (string Column, string Value)[] others)
    {
        var cells = new List<(string Column, string Value)>
        {
            ("localId", localId), ("learnerScheme", "NIF"), ("learnerId", learner),
            ("learnerGivenNames", marks.Next("given")), ("learnerFamilyName", marks.Next("family")), ("learnerBirthDate", marks.NextDay()),
            ("title@pt", "Dados"), ("kind", "unit"), ("awardedOn", "2025-06-01"), ("issuedOn", "2025-06-01"), ("entryId", ""), ("creditSystem", "ECTS"), ("creditPoints", "2"),
            ("eqfLevel", "5"), ("status", ""), ("grade", marks.Next("grade")), ("evidenceUrl", $"https://example.org/{marks.Next("evidence")}"), ("notes", marks.Next("notes")),
            ("phone", marks.Next("phone")),
        };
        foreach ((string column, string value) in others) cells[cells.FindIndex(c => c.Column == column)] = (column, value);
        return new MarkedRow(cells);
    }

    public string this[string column] => Cells.First(c => c.Column == column).Value;
}
