using Hub.Formats.Xml;

namespace Hub.Formats.Elm;

/// <summary>Notes by which a hub keeps what the profile has no element for: their subject names a column, their text is its cell.</summary>
internal static class LoqNotes
{
    /// <summary>What the subject of such a note begins with.</summary>
    public const string Subject = "urn:hub:column:";

    /// <summary>Columns a note may fill beside those the profile has elements for.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["relativeWeight", "creditComponent", "selfStudyHours", "workBasedHours", "nqfFramework", "levelBasis", "supervision", "identityVerification", "stackability", "validFrom", "validUntil", "microCredentialType"];

    /// <summary>Sets the cells that notes hold; they go before what the elements gave.</summary>
    public static void Set(ElmCells cells)
    {
        foreach (ElmValue subject in cells.Record.Of(ElmField.NoteSubject))
        {
            foreach (ElmValue text in cells.Record.Of(ElmField.NoteText).Where(t => t.Index == subject.Index))
            {
                string column = subject.Text[Subject.Length..];
                if (ElmColumns.IsText(column)) column = $"{column}@{TextLanguages.Of(text.Aside)}";
                if (ElmColumns.MayBeNoted(column)) cells.Row.Set(column, text.Text, cells.From("additionalNote", subject.Index, "noteLiteral"));
            }
        }
    }
}
