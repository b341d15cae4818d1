using PodMirror.Agent.Metrics;

namespace PodMirror.Agent.Page;

/// <summary>
/// Where browsers report what the Content-Security-Policy stopped (W3C CSP 3, section 5). Reports are counted and not read: what they hold is an
/// attacker's as much as the payload was. One that is there means that a payload got where it must not get, or that the page breaks its own policy.
/// </summary>
internal sealed class PolicyReports(AgentMetrics metrics)
{
    /// <summary>The path as the page sees it.</summary>
    public const string RelativePath = "api/v1/policy-reports";

    /// <summary>The path on the web port.</summary>
    public const string Path = "/" + RelativePath;

    /// <summary>Counts one report.</summary>
    public Task HandleAsync(HttpContext context)
    {
        metrics.PolicyReports.Add(1);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
