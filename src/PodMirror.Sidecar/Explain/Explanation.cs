using PodMirror.Injection;

namespace PodMirror.Sidecar.Explain;

/// <summary>What would happen to a Pod, and why.</summary>
/// <param name="Target">What is explained, such as <c>deployment/shop</c>.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="IsInjected">Whether a Pod of it that is made now gets the containers; null when that cannot be told.</param>
/// <param name="IsPresent">Of a Pod: whether it has them; null of a workload.</param>
/// <param name="Decision">The decision; null when it hangs on what could not be read.</param>
/// <param name="Headline">What would happen, in one line.</param>
/// <param name="Lines">Why, from the outside to the inside.</param>
internal sealed record Explanation(
    string Target,
    string Namespace,
    bool? IsInjected,
    bool? IsPresent,
    InjectionDecision? Decision,
    string Headline,
    IReadOnlyList<ExplainLine> Lines);
