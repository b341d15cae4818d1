using System.Net;
using System.Text.Json;
using PodMirror.Agent.Configuration;

namespace PodMirror.Agent.Tests.Sidecars;

public sealed class SidecarConfigTests : IDisposable
{
    private const string Path = "/api/v1/sidecar-config";
    private readonly string _file = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pod_gets_what_holds_for_it_on_either_port_and_once_only(bool ofWeb)
    {
        await File.WriteAllTextAsync(_file, """{"defaults":{"maxBodyBytes":1},"namespaces":{"shop":{"maxBodyBytes":2}}}""");
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { SidecarConfig = _file });
        var address = new Uri(agent.AddressOf(ofWeb ? AgentListener.Web : AgentListener.Http), Path + "?namespace=shop&pod=shop-1");

        using HttpResponseMessage answer = await agent.Client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"defaults":{"maxBodyBytes":2}}""", await answer.Content.ReadAsStringAsync());

        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using HttpResponseMessage unchanged = await agent.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("W/{0}", HttpStatusCode.NotModified)]
    [InlineData("\"other\", {0}", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"other\"", HttpStatusCode.OK)]
    public async Task A_condition_is_met_by_a_weak_tag_one_of_a_list_and_by_any(string condition, HttpStatusCode expected)
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        using HttpResponseMessage answer = await agent.Client.GetAsync(new Uri(agent.Web, Path));
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(agent.Web, Path));
        string field = condition.Replace("{0}", answer.Headers.ETag!.Tag, StringComparison.Ordinal);
        Assert.True(again.Headers.TryAddWithoutValidation("If-None-Match", field));
        using HttpResponseMessage conditional = await agent.Client.SendAsync(again);
        Assert.Equal(expected, conditional.StatusCode);
    }

    [Fact]
    public async Task The_entity_tag_begins_with_the_version_that_ledgers_say_and_metrics_tell_of_the_file()
    {
        await File.WriteAllTextAsync(_file, """{"defaults":{"capture":{"ports":[80]},"sampling":{"share":0.5}}}""");
        await using TestAgent agent = await TestAgent.StartAsync(options => options with { SidecarConfig = _file });

        using HttpResponseMessage answer = await agent.Client.GetAsync(new Uri(agent.AddressOf(AgentListener.Http), Path));
        byte[] document = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(Spans.SidecarConfig.TryParse(document, isStrict: true, out Spans.SidecarConfig? config, out _));
        Assert.Equal(Convert.ToInt64(answer.Headers.ETag!.Tag[1..13], 16), config!.For("any", null).Version());

        string metrics = await agent.Client.GetStringAsync(new Uri(agent.AddressOf(AgentListener.Web), "/metrics"));
        Assert.Contains("\npodmirror_agent_sidecar_config_valid 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("\npodmirror_agent_sidecar_config_taken_total 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("\npodmirror_agent_sidecar_config_age_seconds ", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_nothing_is_set()
    {
        await using TestAgent agent = await TestAgent.StartAsync();

        Assert.Equal("""{"defaults":{}}""", (await agent.GetAsync(Path)).GetRawText());
    }

    [Fact]
    public async Task What_cannot_be_asked_is_told()
    {
        await using TestAgent agent = await TestAgent.StartAsync();
        JsonElement problem = await agent.GetAsync(Path + "?name=x", HttpStatusCode.BadRequest);
        Assert.Equal("name", problem.GetProperty("parameter").GetString());
        problem = await agent.GetAsync(Path + "?namespace=a&namespace=b", HttpStatusCode.BadRequest);
        Assert.Equal("namespace", problem.GetProperty("parameter").GetString());
        await agent.GetAsync(Path + "?namespace=shop&deployment=&pod=web-1");

        using HttpResponseMessage answer = await agent.Client.PostAsync(new Uri(agent.AddressOf(AgentListener.Http), Path), null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_ends_the_start_with_its_place()
    {
        await File.WriteAllTextAsync(_file, "{\n\"defaults\": 1}");
        StartupException fault = await Assert.ThrowsAsync<StartupException>(
            async () => await TestAgent.StartAsync(options => options with { SidecarConfig = _file }));

        Assert.Contains("line 2, column 13", fault.Message, StringComparison.Ordinal);
    }
}
