using System.Text;
using PodMirror.Agent.Api;

namespace PodMirror.Agent.Metrics;

/// <summary>GET /metrics: the ledger and the gauges, in Prometheus' text format. docs/agent.md lists them.</summary>
internal sealed class MetricsEndpoint(MetricTable table)
{
    /// <summary>Answers one scrape.</summary>
    public Task HandleAsync(HttpContext context)
    {
        var text = new PrometheusText();
        table.WriteTo(text);
        return Answer.SendAsync(context, Encoding.UTF8.GetBytes(text.ToString()), PrometheusText.ContentType);
    }
}
