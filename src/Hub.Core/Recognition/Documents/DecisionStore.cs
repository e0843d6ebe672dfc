using System.Globalization;
using System.Text;
using Hub.Ports;
using Hub.Recognition.Cases;

namespace Hub.Recognition.Documents;

/// <summary>Keeps documents of decisions beside their cases, create-only, as ciphertext under the learner's key.</summary>
public sealed class DecisionStore(ITables tables, ICaseTexts texts)
{
    /// <summary>The row that comes with the commit in which the decision is told; null once the learner is erased.</summary>
    /// <param name="number">1 for the first decision of the case.</param>
    internal async Task<RowChange?> SealAsync(RecognitionCase of, int number, string jws, CancellationToken cancel)
    {
        CaseId id = CaseId.Parse(of.Id);
        SealedText? box = await texts.SealAsync(of.Learner, PlaceOf(id, number), Encoding.ASCII.GetBytes(jws), cancel);
        return box is { } sealedText ? RowChange.Insert(RowOf(id, number), Encoding.ASCII.GetBytes(sealedText.Ciphertext)) : null;
    }

    /// <summary>The document as JWS in compact form.</summary>
    /// <param name="number">Null: the newest.</param>
    public async Task<Result<string>> FindAsync(RecognitionCase of, int? number, CancellationToken cancel)
    {
        CaseId id = CaseId.Parse(of.Id);
        int newest = of.Earlier.Count + (of.Decision is null ? 0 : 1);
        for (int at = number ?? newest; at > 0 && at <= newest; at--)
        {
            if (await tables.FindAsync(CaseStore.Table, id.Partition, RowOf(id, at), cancel) is { } row)
            {
                byte[]? opened = await texts.OpenAsync(of.Learner, PlaceOf(id, at), new SealedText(Encoding.ASCII.GetString(row.Body.Span)), cancel);
                return opened is null ? DecisionProblems.Sealed() : Encoding.ASCII.GetString(opened);
            }

            if (number is not null) break;      // else the newest is decided and not told, and the one before still stands
        }

        return DecisionProblems.NotIssued();
    }

    static string RowOf(CaseId id, int number) => string.Create(CultureInfo.InvariantCulture, $"decision~{id.Key}~{number:D4}");

    static string PlaceOf(CaseId id, int number) => string.Create(CultureInfo.InvariantCulture, $"{id}#decision-{number}");
}
