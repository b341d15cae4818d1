using System.Text.Json;
using PodMirror.Sidecar.Check;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Tests.Check;

public sealed class PipelineCheckTests
{
    private const string Well = """{"received":{"spans":9,"accepted":9,"refused":{}},"queue":{"trouble":null},"destinations":[STORE]}""";
    private const string Store = """{"name":"store","kind":"store","trouble":null,"waiting":0,"oldest_age_seconds":0,"dropped":{"rate":5}}""";

    [Fact]
    public void A_pipeline_without_a_loss_is_one_line_and_what_the_store_leaves_out_by_its_rate_is_none() =>
        Assert.Equal(["Ok 9 spans received, and none of them lost"], Lines(Well.Replace("STORE", Store, StringComparison.Ordinal)));

    [Fact]
    public void A_queue_that_cannot_be_written_to_is_a_failure()
    {
        string report = Well.Replace("null},", "\"disk full\"},", StringComparison.Ordinal).Replace("STORE", "", StringComparison.Ordinal);
        Assert.Equal(["Fail the agent's queue cannot be written to, so that it takes nothing: disk full"], Lines(report));
    }

    [Theory]
    [InlineData(
        """{"name":"http://tempo:4318/v1/traces","kind":"backend","trouble":"HTTP status 503","waiting":70,"oldest_age_seconds":12,"dropped":{}}""",
        "Warn http://tempo:4318/v1/traces fails: HTTP status 503; 70 spans wait for it, the oldest for 12 s")]
    [InlineData(
        """{"name":"http://tempo:4318/v1/traces","kind":"backend","trouble":null,"waiting":70,"oldest_age_seconds":301,"dropped":{}}""",
        "Warn http://tempo:4318/v1/traces does not keep up; 70 spans wait for it, the oldest for 301 s")]
    [InlineData(
        """{"name":"store","kind":"store","trouble":null,"waiting":0,"oldest_age_seconds":0,"dropped":{"rate":5,"queue_full":3,"damaged":1}}""",
        "Warn 4 spans are lost for the store: 3 queue_full, 1 damaged")]
    public void Trouble_and_losses_of_a_destination_are_told(string destination, string line) =>
        Assert.Equal([line], Lines(Well.Replace("STORE", destination, StringComparison.Ordinal)));

    [Fact]
    public void What_was_refused_is_told_by_reason() =>
        Assert.Equal(
            ["Warn 5 spans were refused as they came: 2 utf8_invalid, 3 overload"],
            Lines("""{"received":{"spans":9,"accepted":4,"refused":{"utf8_invalid":2,"overload":3}},"queue":{},"destinations":[]}"""));

    [Theory]
    [InlineData("null", "")]
    [InlineData("""{"last_outcome":null,"trouble":null,"outcomes":{}}""", "")]
    [InlineData("7", "")]
    [InlineData("""{"last_outcome":"found","trouble":null}""", "Ok the agent's last probe was read back as it was sent")]
    [InlineData("""{"last_outcome":"acknowledged","trouble":null}""", "Ok the agent's last probe was accepted; nothing is stored")]
    [InlineData(
        """{"last_outcome":"late","trouble":"readable only after 7.0 s","last_success":"2026-01-31T12:00:00Z"}""",
        "Warn the agent's last probe failed, late: readable only after 7.0 s; the last that succeeded was at 2026-01-31T12:00:00Z")]
    [InlineData(
        """{"last_outcome":"refused","trouble":"HTTP status 503","last_success":null}""",
        "Fail the agent's last probe failed, refused: HTTP status 503; none has succeeded yet")]
    public void The_last_probe_is_a_line(string probe, string line)
    {
        string report = Well.Replace("STORE", Store, StringComparison.Ordinal)
            .Replace("\"received\"", $"\"probe\":{probe},\"received\"", StringComparison.Ordinal);
        string[] expected = line.Length > 0 ? [line] : [];
        Assert.Equal(expected, Lines(report).Skip(1));
    }

    [Theory]
    [InlineData("refused", "the tokens")]
    [InlineData("unreachable", "kubectl -n podmirror logs deployment/podmirror")]
    [InlineData("unreadable", "cannot be read")]
    [InlineData("missing", "does not keep up")]
    [InlineData("wrong", "please report it")]
    public void A_probe_that_failed_says_what_to_do(string outcome, string advice)
    {
        string report = """{"received":{},"probe":{"last_outcome":"OUTCOME","trouble":"x"}}""".Replace("OUTCOME", outcome, StringComparison.Ordinal);
        CheckLine line = PipelineCheck.Judge(new Found(200, JsonElement.Parse(report), ""), new ReleaseNames("podmirror", "podmirror")).Last();
        Assert.Equal((CheckStatus.Fail, "probe"), (line.Status, line.Name));
        Assert.Contains(advice, line.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"received":7}""")]
    public void What_is_no_report_says_nothing(string report) => Assert.Empty(Lines(report));

    [Fact]
    public void A_report_of_other_types_is_read_as_far_as_it_goes() =>
        Assert.NotEmpty(Lines("""{"received":{"accepted":"x","refused":[1]},"queue":[],"destinations":[7,{"dropped":3,"waiting":1e99}]}"""));

    private static string[] Lines(string report) =>
    [
        .. PipelineCheck.Judge(new Found(200, JsonElement.Parse(report), ""), new ReleaseNames("podmirror", "podmirror"))
            .Select(line => $"{line.Status} {line.Message}"),
    ];
}
