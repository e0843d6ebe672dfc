using System.Globalization;
using Hub.Audit;
using Hub.Ports;

namespace Hub.Recognition.Cases;

/// <summary>What the log says of a case: everything that happened to it, in the commit in which it happened, without its texts.</summary>
static class CaseAudit
{
    /// <param name="before">Null: the case is new.</param>
    public static IEnumerable<RowChange> FactsOf(RecognitionCase? before, RecognitionCase after)
    {
        for (int i = before?.Facts.Count ?? 0; i < after.Facts.Count; i++)
        {
            CaseFact fact = after.Facts[i];
            string id = string.Create(CultureInfo.InvariantCulture, $"case~{after.Id}~{i}");
            yield return new AuditFact(id, after.Body, fact.At, fact.By, $"case.{fact.What.Split(':')[0]}", $"recognitions/{after.Id}").ToChange();
        }
    }
}
