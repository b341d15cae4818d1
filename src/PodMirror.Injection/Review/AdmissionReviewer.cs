namespace PodMirror.Injection;

/// <summary>From a review to its answer: what the webhook does, without the web.</summary>
public static class AdmissionReviewer
{
    /// <summary>Decides over a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="facts">The request's namespace; null when nothing is known of it.</param>
    /// <param name="options">The administrator's options.</param>
    public static InjectionDecision Decide(AdmissionRequest request, NamespaceFacts? facts, InjectionOptions options) =>
        request.IsPodCreation ? InjectionRules.Decide(request.Pod, facts, options) : new InjectionDecision(InjectionReason.NotACreation);

    /// <summary>Writes the answer, with the patch when there is one.</summary>
    public static ReadOnlyMemory<byte> Answer(AdmissionRequest request, InjectionDecision decision, InjectionOptions options) =>
        AdmissionAnswer.Write(request, decision, PodPatch.Write(request.Pod, decision, options).Span);

    /// <summary>Writes the answer after a mistake of our own: the Pod is admitted as it is, with a warning.</summary>
    public static ReadOnlyMemory<byte> AnswerFault(AdmissionRequest request) =>
        AdmissionAnswer.Write(request, new InjectionDecision(InjectionReason.InternalError), []);
}
