using System.IO.Compression;
using System.Net;
using System.Text;
using PodMirror.Agent.Page;

namespace PodMirror.Agent.Tests.Page;

public sealed class PageTests
{
    [Fact]
    public void The_page_is_inside_the_executable_with_both_of_its_compressed_forms()
    {
        Assert.Contains("/", PageAssets.All.Keys);
        Assert.Contains(PageAssets.All.Keys, path => path.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(PageAssets.All.Keys, path => path.EndsWith(".css", StringComparison.Ordinal));
        foreach (PageAsset asset in PageAssets.All.Values)
        {
            Assert.NotEqual(0, asset.Plain.Length);
            Assert.Equal(asset.Plain.ToArray(), Read(new BrotliStream(Of(asset.Brotli), CompressionMode.Decompress)));
            Assert.Equal(asset.Plain.ToArray(), Read(new GZipStream(Of(asset.Gzip), CompressionMode.Decompress)));
        }
    }

    [Fact]
    public void The_document_has_no_script_and_no_style_of_its_own_and_asks_nobody_else()
    {
        string html = Encoding.UTF8.GetString(PageAssets.Find("/")!.Plain.Span);
        Assert.DoesNotContain("<style", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("://", html, StringComparison.Ordinal);
        Assert.All(html.Split("<script").Skip(1), rest => Assert.Contains("src=\"./assets/", rest.Split('>')[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_file_has_its_media_type()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        foreach (string path in PageAssets.All.Keys)
        {
            using HttpResponseMessage answer = await GetAsync(agent, path);
            string expected = Path.GetExtension(path) switch
            {
                ".js" => "text/javascript; charset=utf-8",
                ".css" => "text/css; charset=utf-8",
                ".svg" => "image/svg+xml",
                _ => "text/html; charset=utf-8",
            };
            Assert.Equal((HttpStatusCode.OK, expected), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        }
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("GZIP;q=0.5", "gzip")]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("identity", null)]
    [InlineData("b r", null)]
    [InlineData(null, null)]
    public async Task A_file_comes_in_the_best_coding_that_the_client_takes(string? accepted, string? coding)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await GetAsync(agent, "/", "Accept-Encoding", accepted);
        Assert.Equal(coding is null ? [] : [coding], answer.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], answer.Headers.Vary);
        PageAsset page = PageAssets.Find("/")!;
        ReadOnlyMemory<byte> expected = coding switch { "br" => page.Brotli, "gzip" => page.Gzip, _ => page.Plain };
        Assert.Equal(expected.ToArray(), await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_file_named_by_its_hash_is_kept_for_good_and_the_document_is_asked_for_each_time()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        foreach (string path in PageAssets.All.Keys)
        {
            using HttpResponseMessage answer = await GetAsync(agent, path);
            string expected = path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
            Assert.Equal(expected, answer.Headers.CacheControl?.ToString());
        }
    }

    [Fact]
    public async Task A_document_that_the_browser_has_is_not_sent_again()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage first = await GetAsync(agent, "/");
        string tag = first.Headers.ETag!.ToString();
        using HttpResponseMessage again = await GetAsync(agent, "/", "If-None-Match", "\"older\", " + tag);
        Assert.Equal((HttpStatusCode.NotModified, tag), (again.StatusCode, again.Headers.ETag!.ToString()));
        using HttpResponseMessage other = await GetAsync(agent, "/", "If-None-Match", "\"older\"");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Reports_of_what_the_policy_stopped_are_counted_and_not_kept()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage page = await GetAsync(agent, "/");
        string policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.EndsWith("report-uri " + PolicyReports.RelativePath, policy, StringComparison.Ordinal);
        using var report = new StringContent("""{"csp-report":{"blocked-uri":"inline"}}""", Encoding.UTF8, "application/csp-report");
        using HttpResponseMessage answer = await agent.Client.PostAsync(new Uri(agent.Web, PolicyReports.RelativePath), report);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(1, await agent.MetricAsync("policy_reports_total"));
        await agent.GetAsync(PolicyReports.Path, HttpStatusCode.MethodNotAllowed);
    }

    private static async Task<HttpResponseMessage> GetAsync(TestAgent agent, string path, string? header = null, string? value = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(agent.Web, path));
        if (header is not null && value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return await agent.Client.SendAsync(request);
    }

    private static MemoryStream Of(ReadOnlyMemory<byte> bytes) => new(bytes.ToArray());

    private static byte[] Read(Stream stream)
    {
        using (stream)
        {
            var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }
}
