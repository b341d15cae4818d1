using PodMirror.Agent.Metrics;
using PodMirror.Injection;

namespace PodMirror.Agent.Injector.Webhook;

/// <summary>What became of the requests: each is either answered, with the reason of its decision, or refused.</summary>
internal sealed class WebhookMetrics
{
    /// <summary>Reviews answered, by the reason of the decision.</summary>
    public ReasonCounters<InjectionReason> Answered { get; } = new();

    /// <summary>Requests refused.</summary>
    public ReasonCounters<ReviewRefusal> Refused { get; } = new();

    /// <summary>From the head of a request to its answer, of reviews that were answered.</summary>
    public DurationHistogram Durations { get; } = new(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5);

    /// <summary>The result of a reason: <c>injected</c>, <c>not_injected</c>, or <c>failed</c>, which somebody should look into.</summary>
    public static string Result(InjectionReason reason) => reason switch
    {
        InjectionReason.Injected => "injected",
        InjectionReason.InternalError or InjectionReason.NamespaceUnknown or InjectionReason.Malformed => "failed",
        _ => "not_injected",
    };
}
