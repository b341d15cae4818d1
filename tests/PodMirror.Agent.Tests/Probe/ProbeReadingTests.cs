using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PodMirror.Agent.Probe;
using PodMirror.Agent.Security;
using PodMirror.Agent.Tests.Forwarding;

namespace PodMirror.Agent.Tests.Probe;

/// <summary>What a probe says of an agent that answers wrongly.</summary>
public sealed class ProbeReadingTests
{
    private static readonly ProbeContent Content = new(7, 1_800_000_000_000_000_000);
    private static readonly IReadOnlyList<ProbeSpan> Spans = Content.Spans(3, 1_800_000_001_000_000_000);

    public static TheoryData<string> Members =>
        [.. ProbeExpectation.Of(Content.Instance, Spans[1]).EnumerateObject().Select(member => member.Name).Where(name => name != "span_id")];

    [Fact]
    public async Task What_is_as_it_was_sent_is_found()
    {
        Assert.Equal(new ProbeResult(ProbeOutcome.Found), await ReadAsync(List(Row(0), Row(1)), Whole(0), Whole(1)));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public async Task A_member_that_is_missing_or_other_than_it_was_sent_is_named(string member)
    {
        JsonObject other = Whole(1);
        other[member] = member == "time" ? "2027-01-15T08:00:01.000001001Z" : 12345;
        Assert.Equal(Wrong(member), await ReadAsync(List(Row(0), Row(1)), Whole(0), other));
        other.Remove(member);
        Assert.Equal(Wrong(member), await ReadAsync(List(Row(0), Row(1)), Whole(0), other));
    }

    [Fact]
    public async Task A_list_is_compared_too()
    {
        JsonObject other = Row(0);
        other["status"] = 201;
        Assert.Equal(Wrong("status"), await ReadAsync(List(other, Row(1)), Whole(0), Whole(1)));
    }

    [Theory]
    [InlineData("{\"exchanges\":[]}", "Missing")]
    [InlineData("{\"exchanges\":[{\"id\":1,\"span_id\":\"00\"}]}", "Missing")]
    [InlineData("{\"exchanges\":[{},{}]}", "Wrong")]
    [InlineData("{\"exchanges\":[1,2]}", "Wrong")]
    [InlineData("{\"exchanges\":[1,2,3]}", "Wrong")]
    [InlineData("{}", "Wrong")]
    [InlineData("[]", "Wrong")]
    [InlineData("{", "Unreadable")]
    public async Task A_list_of_other_things_is_judged_as_it_is(string list, string outcome) =>
        Assert.Equal(outcome, (await ReadAsync(Answer(list))).Outcome.ToString());

    [Fact]
    public async Task An_API_that_does_not_answer_or_says_that_it_cannot_is_unreadable()
    {
        Assert.Equal(new ProbeResult(ProbeOutcome.Unreadable, "HTTP status 503"), await ReadAsync(FakeBackend.Status(503)));
        Assert.Equal(ProbeOutcome.Unreadable, (await ReadAsync(FakeBackend.HangUp)).Outcome);
        await using var silence = new FakeBackend(FakeBackend.Silence);
        using ProbeClient client = Client(silence.Url.Port, patience: 0.5);
        ProbeResult silent = await new ProbeReading(client, Content.Instance, Spans).TryAsync(CancellationToken.None);
        Assert.Equal(new ProbeResult(ProbeOutcome.Unreadable, "no answer within 0.5 s"), silent);
    }

    [Theory]
    [InlineData(200, "", null)]
    [InlineData(200, "\n\u0002\b\u0001", "Refused the receiver did not take all spans")]
    [InlineData(401, "", "Refused HTTP status 401")]
    [InlineData(503, "", "Refused HTTP status 503")]
    public async Task An_answer_of_the_receiver_is_success_only_where_all_is_taken(int status, string body, string? expected)
    {
        await using var backend = new FakeBackend(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        using ProbeClient client = Client(backend.Url.Port);
        ProbeResult? result = await client.SendAsync(new byte[] { 1 }, CancellationToken.None);
        Assert.Equal(expected, result is { } wrong ? $"{wrong.Outcome} {wrong.Detail}" : null);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_is_unreachable()
    {
        using ProbeClient client = Client(1);
        ProbeResult? result = await client.SendAsync(new byte[] { 1 }, CancellationToken.None);
        Assert.Equal(new ProbeResult(ProbeOutcome.Unreachable, "no answer: ConnectionError"), result);
    }

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::", "127.0.0.1")]
    [InlineData("10.0.0.5", "10.0.0.5")]
    [InlineData("::1", "::1")]
    public void What_listens_on_all_addresses_is_reached_on_loopback(string bound, string reached) => Assert.Equal(
        new IPEndPoint(IPAddress.Parse(reached), 9), ProbeClient.Reachable(new IPEndPoint(IPAddress.Parse(bound), 9)));

    private static ProbeResult Wrong(string member) => new(ProbeOutcome.Wrong, $"\"{member}\" is not what was sent");

    private static async Task<ProbeResult> ReadAsync(string list, params JsonObject[] wholes)
    {
        await using var backend = new FakeBackend([list, .. wholes.Select(whole => Answer(whole.ToJsonString()))]);
        using ProbeClient client = Client(backend.Url.Port);
        return await new ProbeReading(client, Content.Instance, Spans).TryAsync(CancellationToken.None);
    }

    // Seconds: only who is not to answer is waited for shortly.
    private static ProbeClient Client(int port, double patience = 30)
    {
        var address = new IPEndPoint(IPAddress.Loopback, port);
        return new ProbeClient(() => address, () => address, null, new BearerTokens(null), "", TimeSpan.FromSeconds(patience));
    }

    private static string List(params JsonObject[] rows) => Answer(new JsonObject { ["exchanges"] = new JsonArray([.. rows]) }.ToJsonString());

    private static JsonObject Whole(int span)
    {
        JsonObject whole = JsonNode.Parse(ProbeExpectation.Of(Content.Instance, Spans[span]).GetRawText())!.AsObject();
        whole["id"] = span;
        whole["of_a_later_version"] = true;
        return whole;
    }

    private static JsonObject Row(int span)
    {
        JsonObject row = Whole(span);
        Array.ForEach(["request", "response", "attributes", "resource", "scope"], name => row.Remove(name));
        return row;
    }

    private static string Answer(string json)
    {
        // The backend writes Latin-1, which has each byte as it is.
        byte[] body = Encoding.UTF8.GetBytes(json);
        return string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 200 X\r\nContent-Length: {body.Length}\r\n\r\n{Encoding.Latin1.GetString(body)}");
    }
}
