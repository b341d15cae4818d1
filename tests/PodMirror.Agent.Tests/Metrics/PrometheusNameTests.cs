using PodMirror.Agent.Metrics;
using PodMirror.Spans;

namespace PodMirror.Agent.Tests.Metrics;

public sealed class PrometheusNameTests
{
    [Theory]
    [InlineData("podmirror.agent.spans.accepted", "{span}", "Counter", "podmirror_agent_spans_accepted_total")]
    [InlineData("podmirror.agent.queue.limit", "By", "UpDownCounter", "podmirror_agent_queue_limit_bytes")]
    [InlineData("podmirror.agent.queue.bytes", "By", "UpDownCounter", "podmirror_agent_queue_bytes")]
    [InlineData("podmirror.agent.sidecars.mirror.bytes.lost", "By", "Counter", "podmirror_agent_sidecars_mirror_bytes_lost_total")]
    [InlineData("podmirror.agent.forward.queue.age", "s", "Gauge", "podmirror_agent_forward_queue_age_seconds")]
    [InlineData("podmirror.agent.probe.duration", "s", "Histogram", "podmirror_agent_probe_duration_seconds")]
    public void A_name_is_that_of_OpenTelemetry_with_its_unit_and_its_kind(string name, string unit, string kind, string expected) =>
        Assert.Equal(expected, PrometheusName.Of(new MetricHead(name, unit, Enum.Parse<MetricKind>(kind), "")));
}
