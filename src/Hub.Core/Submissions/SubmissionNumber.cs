using System.Globalization;
using System.Text;
using Hub.Ports;

namespace Hub.Submissions;

/// <summary>The last number an organisation's submissions have been given; a row that holds it as plain digits.</summary>
static class SubmissionNumber
{
    public static long Read(ReadOnlySpan<byte> body) => long.Parse(body, CultureInfo.InvariantCulture);

    /// <summary>The next number to give.</summary>
    /// <param name="head">Null where none has been given yet.</param>
    public static long After(TableRow? head) => (head is null ? 0 : Read(head.Body.Span)) + 1;

    public static byte[] Body(long number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    public static RowChange HeadChange(TableRow? head, long number) => head is null
        ? RowChange.Insert(SubmissionKeys.Head, Body(number))
        : RowChange.Replace(SubmissionKeys.Head, Body(number), head.ETag);
}
