using PodMirror.Injection;

namespace PodMirror.Sidecar.Explain;

/// <summary>
/// What a restart would do to Pods that have the containers where new Pods do not get them: nobody is to lose them by following advice.
/// </summary>
internal static class RestartAdvice
{
    /// <summary>What a restart takes away, and until when.</summary>
    /// <param name="reason">Of the decision over a new Pod; null, or one for injection, when the API server does not ask the agent.</param>
    internal static string Loss(InjectionReason? reason) => "a restart would take the containers away" + Until(reason);

    /// <summary>How a Pod is made again. One that nothing made is gone when it is deleted.</summary>
    internal static string Of(PodView pod) =>
        pod.IsControlled ? "restart its workload" : "delete it and make it again: no workload does";

    // What somebody decided is not to be put right.
    private static string Until(InjectionReason? reason) => reason switch
    {
        null or InjectionReason.Injected or InjectionReason.AlreadyInjected => " until the API server asks the agent: podmirror check",
        InjectionReason.InvalidAnnotation => " until the annotation is corrected",
        InjectionReason.PodSecurity => " until the namespace's Pod Security level allows NET_RAW",
        InjectionReason.WouldNeverComplete => " until every kubelet is 1.29 or newer",
        InjectionReason.ContainerNameTaken => " until the Pod's own container has another name",
        _ => "",
    };
}
