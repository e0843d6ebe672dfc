using Hub.Releases;

namespace Hub.Formats.Elm.Out;

/// <summary>Organisations, and the countries they are in: what a register knows of the place of one.</summary>
sealed class LoqAgentWriter(LoqXml xml, LoqNotations notations)
{
    public void Write(ReleaseOrganisation organisation)
    {
        xml.Start("organisation", LoqNames.Organisation(organisation.Id));
        xml.Texts("legalName", organisation.LegalName);
        notations.Write(xml, organisation.Id, organisation.Identifiers);
        if (organisation.Homepage is { } homepage) xml.Homepage(homepage);
        xml.Reference("location", LoqNames.Country(organisation.Country!));
        xml.End();
        xml.EndRecord();
    }

    public void WriteCountry(string country, string uri)
    {
        xml.Start("location", LoqNames.Country(country));
        xml.Start("address");
        xml.Concept("countryCode", uri);
        xml.End();
        xml.End();
        xml.EndRecord();
    }
}
