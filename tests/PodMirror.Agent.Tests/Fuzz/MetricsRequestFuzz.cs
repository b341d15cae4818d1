using PodMirror.Agent.Metrics;
using PodMirror.Agent.Receiver;
using PodMirror.Agent.Receiver.Protobuf;
using PodMirror.Agent.Sidecars;

namespace PodMirror.Agent.Tests.Fuzz;

/// <summary>
/// A request with metrics of any bytes, on the whole way that such bytes go: checked, taken into the table, and shown. Every point is in one place.
/// </summary>
internal static class MetricsRequestFuzz
{
    public static void Run(ReadOnlySpan<byte> input)
    {
        var metrics = new AgentMetrics();
        var table = new SidecarTable(metrics, new FakeClock());
        IngestResult result = new MetricsIntake(table).Accept(Payload.Copy(input), new BudgetLease(new ByteBudget(1 << 30)));
        if (result.Refusal is null != (result.Fault == TraceFault.None) || (result.Refusal is not null && metrics.PointsReceived.Value > 0))
        {
            throw new InvalidOperationException($"{result.Refusal} {result.Fault}: {metrics.PointsReceived.Value} points");
        }

        if (metrics.PointsReceived.Value != metrics.PointsKept.Value + metrics.PointsIgnored.Total)
        {
            throw new InvalidOperationException(
                $"received {metrics.PointsReceived.Value}, kept {metrics.PointsKept.Value}, ignored {metrics.PointsIgnored.Total}");
        }

        table.Read(pods => SidecarsJson.Write(pods, pods.Count));
        SidecarSeries.Write(new PrometheusText(), table);
    }

    public static IEnumerable<byte[]> Seeds() =>
    [
        TestMetrics.Of("a", TestMetrics.Mirror(7, 2), TestMetrics.Tme(5, 1)),
        TestMetrics.OfRaw(
            TestRequest.Resource("shop", "default", "shop-1"), "podmirror",
            TestMetrics.Sum("podmirror.tme.exchanges.dropped", TestMetrics.Point(1, Proto.Attribute("podmirror.reason", "too_large"))),
            Proto.Join(Proto.Text(1, "podmirror.tme.cpu.utilization"), Proto.Message(5, Proto.Message(1, TestMetrics.Point(900)))),
            Proto.Join(
                Proto.Text(1, "podmirror.tme.exchanges.pending"), Proto.Message(7, Proto.Varint(2, 2), Proto.Message(1, TestMetrics.Point(3)))),
            Proto.Join(Proto.Text(1, "h"), Proto.Message(9, Proto.Message(1, [])), Proto.Message(10, Proto.Message(1, [])))),
    ];
}
