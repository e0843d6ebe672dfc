using System.Net.Http.Headers;

namespace Hub.Browser.Tests.Hosting;

static class HtmlAnswers
{
    /// <summary>A page as a browser asks for it, also one that says that there is nothing.</summary>
    public static async Task<string> GetStringWithAnyStatusAsync(this HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        using HttpResponseMessage answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
