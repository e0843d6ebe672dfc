using Hub.Learners.Achievements;
using Hub.Organisations.Accreditations;
using Hub.Recognition.Uses;
using Hub.Submissions.Layout;

namespace Hub.Recognition.Requests.Files;

/// <summary>The canonical columns of requests for recognition, in canonical order. Names and order are public contract; adding is allowed.</summary>
public static class FileRequestColumns
{
    const int MaxRouteLength = 64;

    static readonly ColumnForms<FileRequest> Forms = new();

    public static readonly Column LocalId = Forms.Own("localId", ColumnForm.Single, (cell, r, row) => r.LocalId = PartForms.LocalId(cell, row), (json, r, _) => json.WriteStringValue(r.LocalId));
    /// <summary>Who gives the identifier out: a scheme of the country, or empty for the sender's own numbers.</summary>
    public static readonly Column LearnerScheme = Forms.Own("learnerScheme", ColumnForm.Single, (cell, r, row) => r.LearnerScheme = LearnerCells.SchemeOf(cell, row), (json, r, _) => json.WriteStringValue(r.LearnerScheme));
    public static readonly Column LearnerId = Forms.Own("learnerId", ColumnForm.Single, (cell, _, row) => LearnerCells.CheckId(cell, row), (json, _, row) => json.WriteStringValue(row.Cell(LearnerId!)));
    public static readonly Column Route = Forms.Own("route", ColumnForm.Single, ReadRoute, (json, r, _) => json.WriteStringValue(r.Route));
    public static readonly Column Target = Forms.Own("target", ColumnForm.Single, (cell, r, row) => r.Target = PartForms.Record(cell, row), (json, r, _) => json.WriteStringValue(r.Target));
    public static readonly Column Achievements = Forms.Strings("achievements", PartForms.Record, r => r.Achievements);
    public static readonly Column Institution = Forms.Own("institution", ColumnForm.Single, (cell, r, row) => r.Institution = OrganisationNames.Read(cell, row), (json, r, _) => json.WriteStringValue(r.Institution));
    /// <summary>Language the learner wants to be written to in.</summary>
    public static readonly Column Language = Forms.Value("language", v => v.Languages, (r, v) => r.Language = v, r => r.Language);
    /// <summary>E-mail address at which the learner wants to be told.</summary>
    public static readonly Column Contact = Forms.Own("contact", ColumnForm.Single, ReadContact, (json, _, row) => json.WriteStringValue(row.Cell(Contact!)));

    /// <summary>The whole table, with its readings and writings.</summary>
    public static readonly RecordColumns<FileRequest> Table = Forms.ToTable();

    /// <summary>Names of the columns that say who the learner is. Of them nothing is stored but the sealed address of the case.</summary>
    public static readonly IReadOnlyList<string> Personal = [LearnerScheme.Name, LearnerId.Name, Contact.Name];

    /// <summary>Routes are named in the rules of the institution's country: which that is, is known when the whole row is.</summary>
    static void ReadRoute(ReadOnlySpan<char> cell, FileRequest request, RowReading row)
    {
        if (cell.Length <= MaxRouteLength && !cell.ContainsAnyExcept(RouteCharacters)) request.Route = cell.ToString();
        else row.Add(FileRequestFindings.RouteUnreadable);
    }

    static void ReadContact(ReadOnlySpan<char> cell, FileRequest request, RowReading row)
    {
        if (!RequestRecognitionHandler.IsAddress(cell.ToString())) row.Add(FileRequestFindings.ContactInvalid);
    }

    /// <summary>Most achievements one request may name.</summary>
    internal const int MostAchievements = AchievementUses.MostAchievements;

    static readonly System.Buffers.SearchValues<char> RouteCharacters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
