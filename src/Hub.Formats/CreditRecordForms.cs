using Hub.Formats.Csv;
using Hub.Formats.Elmo;
using Hub.Learners.CreditRecords.Forms;

namespace Hub.Formats;

/// <summary>The file formats credit records are given out in.</summary>
public static class CreditRecordForms
{
    public static IReadOnlyList<ICreditRecordForm> All { get; } = [new CsvCreditRecord(), new ElmoCreditRecord()];
}
