namespace PodMirror.Injection;

/// <summary>
/// Decides over a Pod: a pure function of the Pod, its namespace and the administrator's options. What is asked comes first, then what stands
/// against it, always in the same order, so that a refusal always has the same reason.
/// </summary>
public static class InjectionRules
{
    /// <summary>Decides.</summary>
    /// <param name="pod">The Pod, or a workload's Pod template.</param>
    /// <param name="facts">Its namespace; null when nothing is known of it.</param>
    /// <param name="options">The administrator's options.</param>
    public static InjectionDecision Decide(PodView pod, NamespaceFacts? facts, InjectionOptions options)
    {
        InjectionDecision decision = Ask(pod, facts, options) ?? Refuse(pod, facts, options) ?? Choose(pod, facts!, options);
        return decision with { Warnings = [.. UnknownKeys(pod, options.Names)] };
    }

    /// <summary>Whether a Pod has both of our containers, of whatever version.</summary>
    public static bool IsInjected(PodView pod, InjectionOptions options) => OwnContainers.ArePresent(pod, options);

    /// <summary>Whether the containers that a Pod has are not those that it would get now: another mode, or another version of the image.</summary>
    /// <param name="pod">A Pod that has both.</param>
    /// <param name="facts">Its namespace.</param>
    /// <param name="options">The administrator's options.</param>
    public static bool IsOutdated(PodView pod, NamespaceFacts facts, InjectionOptions options) =>
        OwnContainers.AreOfAnotherImage(pod, options)
        || (AnnotationValues.TryMode(ModeValue(pod, facts, options.Names), out MirrorMode wanted)
            && OwnContainers.CapturedMode(pod) is { } captured && captured != wanted);

    private static string ModeValue(PodView pod, NamespaceFacts facts, InjectionNames names) =>
        GivenMode(pod, facts, names) ?? MirrorMode.Ingress.Word();

    private static string? GivenMode(PodView pod, NamespaceFacts facts, InjectionNames names) =>
        pod.Annotation(names.Mode) ?? facts.Annotations.GetValueOrDefault(names.DefaultMode);

    /// <summary>Null when somebody asks for the Pod to be mirrored.</summary>
    private static InjectionDecision? Ask(PodView pod, NamespaceFacts? facts, InjectionOptions options)
    {
        if (!pod.IsPod)
        {
            return new(InjectionReason.Malformed);
        }

        if (facts is null)
        {
            return new(InjectionReason.NamespaceUnknown);
        }

        if (options.ExcludedNamespaces.Contains(facts.Name))
        {
            return new(InjectionReason.ExcludedNamespace) { Detail = facts.Name };
        }

        if (facts.Labels.GetValueOrDefault(options.Names.NamespaceLabel) != InjectionNames.Enabled)
        {
            return new(InjectionReason.NamespaceNotEnabled) { Detail = $"{options.Names.NamespaceLabel}={InjectionNames.Enabled} is missing" };
        }

        return AskPod(pod, facts, options.Names);
    }

    private static InjectionDecision? AskPod(PodView pod, NamespaceFacts facts, InjectionNames names)
    {
        string? own = pod.Annotation(names.Inject);
        string? usual = facts.Annotations.GetValueOrDefault(names.DefaultInject);
        string value = own ?? usual ?? "false";
        if (!AnnotationValues.TryBoolean(value, out bool isAsked))
        {
            return Invalid(own is null ? names.DefaultInject : names.Inject, value, "true or false");
        }

        return isAsked ? null : new(own is null ? InjectionReason.NotRequested : InjectionReason.OptedOut);
    }

    /// <summary>Null when nothing stands against it.</summary>
    private static InjectionDecision? Refuse(PodView pod, NamespaceFacts? facts, InjectionOptions options)
    {
        if (pod.IsStatic)
        {
            return new(InjectionReason.StaticPod);
        }

        if (pod.HostNetwork)
        {
            return new(InjectionReason.HostNetwork);
        }

        if (pod.IsWindows)
        {
            return new(InjectionReason.Windows);
        }

        if (OwnContainers.ArePresent(pod, options))
        {
            return new(InjectionReason.AlreadyInjected);
        }

        if (OwnContainers.TakenName(pod) is { } name)
        {
            return new(InjectionReason.ContainerNameTaken) { Detail = name };
        }

        if (!PodSecurity.AllowsNetRaw(facts!, options.DefaultPodSecurity))
        {
            return new(InjectionReason.PodSecurity);
        }

        return pod.IsToEnd && !options.NativeSidecars ? new(InjectionReason.WouldNeverComplete) : null;
    }

    private static InjectionDecision Choose(PodView pod, NamespaceFacts facts, InjectionOptions options)
    {
        InjectionNames names = options.Names;
        string value = ModeValue(pod, facts, names);
        if (!AnnotationValues.TryMode(value, out MirrorMode mode))
        {
            string key = pod.Annotation(names.Mode) is null ? names.DefaultMode : names.Mode;
            return Invalid(key, value, "ingress, egress or ingress_and_egress");
        }

        string? fault = ResourceChoice.TryChoose(pod, options, InjectionOptions.Mirror, options.MirrorResources, out ContainerResources mirror);
        string? other = ResourceChoice.TryChoose(pod, options, InjectionOptions.Tme, options.TmeResources, out ContainerResources tme);
        if ((fault ?? other) is { } wrong)
        {
            return new(InjectionReason.InvalidAnnotation) { Detail = wrong };
        }

        bool isGuaranteed = QualityOfService.IsGuaranteed(pod);
        return new(InjectionReason.Injected)
        {
            Mode = mode,
            IsModeGiven = GivenMode(pod, facts, names) is not null,
            MirrorResources = isGuaranteed ? QualityOfService.Guaranteed(mirror) : mirror,
            TmeResources = isGuaranteed ? QualityOfService.Guaranteed(tme) : tme,
        };
    }

    private static InjectionDecision Invalid(string key, string value, string expected) =>
        new(InjectionReason.InvalidAnnotation) { Detail = $"{key} is '{AnnotationValues.Shortened(value)}' and should be {expected}" };

    private static IEnumerable<string> UnknownKeys(PodView pod, InjectionNames names)
    {
        string prefix = names.Prefix + "/";
        foreach (string key in pod.AnnotationKeys())
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal) && !names.IsOfPods(key))
            {
                yield return $"the annotation {AnnotationValues.Shortened(key)} means nothing on a Pod";
            }
        }
    }
}
