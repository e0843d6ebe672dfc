using Hub.Learners.CreditRecords.Sharing;

namespace Hub.Http.Pages.Learners.Own;

/// <summary>Reads the form that makes a link.</summary>
static class OwnShareForm
{
    /// <summary>How long a link can work, in days; the first is chosen.</summary>
    public static IReadOnlyList<int> Days { get; } = [7, 30, 90, 365];

    public static ShareRecordCommand Read(IFormCollection form, DateTimeOffset now)
    {
        SharedPart[] parts = [.. Enum.GetValues<SharedPart>().Where(p => form["part"].Contains(HubJson.NameOf(p)))];
        int days = int.TryParse(form["days"], System.Globalization.CultureInfo.InvariantCulture, out int asked) && Days.Contains(asked) ? asked : Days[0];
        return new ShareRecordCommand([.. form["achievement"].OfType<string>()], parts, now.AddDays(days));
    }
}
