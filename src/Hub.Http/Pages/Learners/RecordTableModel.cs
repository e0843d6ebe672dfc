using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;

namespace Hub.Http.Pages.Learners;

/// <summary>One table of a record's items.</summary>
public sealed record RecordTableModel(CreditRecordDocument Document, IReadOnlyList<RecordItem> Items, string Caption);
