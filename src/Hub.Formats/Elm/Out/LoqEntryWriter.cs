using System.Globalization;

namespace Hub.Formats.Elm.Out;

/// <summary>The specification of an entry with its outcomes, activity and assessment. Elements stand in the order of the schema.</summary>
sealed class LoqEntryWriter(LoqXml xml, LoqSelection selection, LoqNotations notations)
{
    /// <param name="take">Called when a record is written.</param>
    public void Write(LoqEntry entry, Action<LoqList> take)
    {
        IReadOnlyList<int> outcomes = entry.OutcomePlaces;
        bool hasActivity = entry.Has("contactHours"), hasAssessment = entry.Uris("assessmentTypes", entry.Vocabularies.AssessmentTypes).Any() || entry.Has("gradingScheme");
        xml.Start(entry.IsQualification ? "qualification" : "learningAchievementSpecification", LoqNames.Entry(entry.Id));
        bool hasAllIdentifiers = notations.Write(xml, entry.Id, entry.Values("identifiers"));
        xml.Texts("title", entry.Texts("title"));
        xml.Texts("description", entry.Texts("description"));
        foreach ((string column, string? language, string text) in LoqRest.Of(entry, selection, hasAllIdentifiers)) xml.Note(LoqNotes.Subject + column, language, text);
        if (entry.Text("homepage") is { } homepage) xml.Homepage(homepage);
        if (!entry.IsQualification && entry.Kind is { } kind) xml.NamedConcept("type", LoqNames.Kind(kind), kind);
        xml.Concepts("ISCEDFCode", entry.Uris("iscedF", entry.Vocabularies.IscedF));
        if (VolumeOf(entry) is { } volume) xml.Element("volumeOfLearning", volume);
        Credit(entry);
        if (!entry.IsQualification) xml.Concepts("educationLevel", new[] { entry.UriOf("eqfLevel", entry.Vocabularies.EqfLevels), entry.NqfUri }.OfType<string>());
        xml.Concepts("language", entry.Uris("languages", entry.Vocabularies.Languages));
        xml.Concepts("mode", entry.Uris("modes", entry.Vocabularies.Modes));
        xml.Concepts("targetGroup", entry.Uris("targetGroups", entry.Vocabularies.TargetGroups));
        Requirement(entry);
        foreach (int place in outcomes) xml.Reference("learningOutcome", LoqNames.Outcome(entry.Id, place));
        if (hasActivity) xml.Reference("influencedBy", LoqNames.Activity(entry.Id));
        if (hasAssessment) xml.Reference("provenBy", LoqNames.Assessment(entry.Id));
        Relations(entry);
        Awarding(entry);
        if (entry.IsQualification) Levels(entry);
        End(take, LoqList.Specification);
        foreach (int place in outcomes) Outcome(entry, place, take);
        if (hasActivity) Activity(entry, take);
        if (hasAssessment) Assessment(entry, take);
    }

    /// <summary>Volume of learning is notional by definition of the profile: null for hours of another kind.</summary>
    public static string? VolumeOf(LoqEntry entry)
    {
        const int longest = 999_999;
        if (entry.Text("hoursKind") != "notional" || entry.Number("workloadHours") is not { } hours || hours <= 0 || hours > longest) return null;
        decimal minutes = (hours - decimal.Truncate(hours)) * 60;
        if (minutes != decimal.Truncate(minutes)) return null;      // a hundredth of an hour is no whole minute
        return string.Create(CultureInfo.InvariantCulture, $"PT{decimal.Truncate(hours):0}H{(minutes == 0 ? "" : $"{minutes:0}M")}");
    }

    /// <summary>The profile knows the European systems alone.</summary>
    void Credit(LoqEntry entry)
    {
        if (!entry.HasCredit) return;
        xml.Start("creditPoint");
        xml.Concept("framework", entry.UriOf("creditSystem", entry.Vocabularies.CreditSystems)!);
        xml.Element("point", entry.Text("creditPoints")!);
        xml.End();
    }

    /// <summary>The profile has room for one language.</summary>
    void Requirement(LoqEntry entry)
    {
        foreach ((string language, string text) in entry.Texts("prerequisites").Take(1))
        {
            xml.Start("entryRequirement");
            xml.Text("noteLiteral", language, text);
            xml.End();
        }
    }

    /// <summary>What is part of what: only towards entries in the document. A specialisation is of its own kind only, which the schema checks.</summary>
    void Relations(LoqEntry entry)
    {
        foreach (string id in entry.Values("derivedFrom"))
            if (selection.Has(id, entry.IsQualification)) xml.Reference("specialisationOf", LoqNames.Entry(id));
        foreach (string id in entry.Values("partOf"))
            if (selection.Has(id)) xml.Reference("isPartOf", LoqNames.Entry(id));
    }

    void Awarding(LoqEntry entry)
    {
        xml.Start("awardingOpportunity");
        xml.Reference("awardingBody", LoqNames.Organisation(entry.AwardingBody!.Id));
        xml.Reference("learningAchievementSpecification", LoqNames.Entry(entry.Id));
        xml.End();
    }

    void Levels(LoqEntry entry)
    {
        xml.Concept("EQFLevel", entry.UriOf("eqfLevel", entry.Vocabularies.EqfLevels)!);
        xml.Concept("NQFLevel", entry.NqfUri!);
    }

    void Outcome(LoqEntry entry, int place, Action<LoqList> take)
    {
        xml.Start("learningOutcome", LoqNames.Outcome(entry.Id, place));
        xml.Texts("title", entry.Outcome(place));
        if (entry.OutcomeType(place) is { } type && entry.Vocabularies.OutcomeTypes.Find(type)?.Uri is { } uri) xml.Concept("type", uri);
        if (entry.OutcomeSkill(place) is { } skill) xml.Concept("relatedESCOSkill", skill);
        End(take, LoqList.Outcome);
    }

    /// <summary>The profile wants a title of an activity and an assessment: it is that of the entry they belong to.</summary>
    void Activity(LoqEntry entry, Action<LoqList> take)
    {
        xml.Start("learningActivitySpecification", LoqNames.Activity(entry.Id));
        xml.Texts("title", entry.Texts("title"));
        xml.Element("contactHour", entry.Text("contactHours")!);
        End(take, LoqList.Activity);
    }

    void Assessment(LoqEntry entry, Action<LoqList> take)
    {
        xml.Start("learningAssessmentSpecification", LoqNames.Assessment(entry.Id));
        xml.Texts("title", entry.Texts("title"));
        xml.Concepts("type", entry.Uris("assessmentTypes", entry.Vocabularies.AssessmentTypes));
        if (entry.Has("gradingScheme")) xml.Reference("gradingScheme", LoqNames.Grading(entry.Id));
        End(take, LoqList.Assessment);
        if (entry.Text("gradingScheme") is not { } scheme) return;
        xml.Start("gradingScheme", LoqNames.Grading(entry.Id));
        xml.Text("title", LoqXml.UnknownLanguage, scheme);
        End(take, LoqList.Grading);
    }

    void End(Action<LoqList> take, LoqList list)
    {
        xml.End();
        xml.EndRecord();
        take(list);
    }
}
