using Hub.Esco;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>Links to ESCO that lead nowhere, or to what ESCO has given up. Made only where a set of ESCO is at hand; their form is judged anyway.</summary>
static class EntrySkills
{
    public static void Judge(CatalogueEntry entry, RowReading row, EscoSkills skills)
    {
        foreach (string skill in entry.EscoSkills) Judge(CatalogueColumns.EscoSkills, skill, row, skills);
        foreach (string? skill in entry.OutcomeSkills)
            if (skill is not null) Judge(CatalogueColumns.LearningOutcomeSkills, skill, row, skills);
    }

    static void Judge(Column column, string skill, RowReading row, EscoSkills skills)
    {
        EscoStatus? status = skills.StatusOf(skill);
        if (status == EscoStatus.Released) return;
        row.Add(column, status is null ? EntryFindings.SkillUnknown : EntryFindings.SkillObsolete, skill[EscoSkill.UriPrefix.Length..]);
    }
}
