using Hub.Http.V1;

namespace Hub.Http.Tests.Pipeline;

public sealed class SubmissionFileTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData("offer.csv", null, "offer.csv")]
    [InlineData("uploads\\spring\\offer.csv", null, "offer.csv")]
    [InlineData("/uploads/spring/offer.csv", null, "offer.csv")]
    [InlineData("/uploads/spring/", null, null)]
    [InlineData(null, "attachment; filename=\"offer.csv\"", "offer.csv")]
    [InlineData(null, "attachment; filename=\"x.csv\"; filename*=UTF-8''oferta%20%C3%A7.csv", "oferta ç.csv")]
    [InlineData("mine.csv", "attachment; filename=\"offer.csv\"", "mine.csv")]
    [InlineData(null, "nonsense", null)]
    public void NameOf_QueryOrHeader_IsANameWithoutFolders(string? query, string? header, string? expected) => Assert.Equal(expected, SubmissionFile.NameOf(query, header));
}
