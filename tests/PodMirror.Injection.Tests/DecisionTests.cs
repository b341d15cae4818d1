using System.Text.Json.Nodes;
using static PodMirror.Injection.Tests.Sample;

namespace PodMirror.Injection.Tests;

public sealed class DecisionTests
{
    // Namespace label, namespace default, Pod annotation: the contract.
    [Theory]
    [InlineData(null, "true", "true", InjectionReason.NamespaceNotEnabled)]
    [InlineData("disabled", "true", "true", InjectionReason.NamespaceNotEnabled)]
    [InlineData("Enabled", "true", "true", InjectionReason.NamespaceNotEnabled)]
    [InlineData("enabled", null, null, InjectionReason.NotRequested)]
    [InlineData("enabled", "false", null, InjectionReason.NotRequested)]
    [InlineData("enabled", "true", null, InjectionReason.Injected)]
    [InlineData("enabled", " True ", null, InjectionReason.Injected)]
    [InlineData("enabled", null, "true", InjectionReason.Injected)]
    [InlineData("enabled", "false", "true", InjectionReason.Injected)]
    [InlineData("enabled", "true", "false", InjectionReason.OptedOut)]
    [InlineData("enabled", null, "false", InjectionReason.OptedOut)]
    [InlineData("enabled", "yes", null, InjectionReason.InvalidAnnotation)]
    [InlineData("enabled", "yes", "true", InjectionReason.Injected)]
    [InlineData("enabled", "true", "yes", InjectionReason.InvalidAnnotation)]
    [InlineData("enabled", "true", "", InjectionReason.InvalidAnnotation)]
    public void Label_default_and_annotation_decide(string? label, string? usual, string? own, InjectionReason expected)
    {
        JsonObject pod = own is null ? Pod() : Pod((Inject, own));

        Assert.Equal(expected, Decide(pod, Namespace(usual, label: label)).Reason);
    }

    [Theory]
    [InlineData(null, null, MirrorMode.Ingress)]
    [InlineData("egress", null, MirrorMode.Egress)]
    [InlineData("egress", "ingress", MirrorMode.Ingress)]
    [InlineData(null, "ingress_and_egress", MirrorMode.IngressAndEgress)]
    [InlineData("nonsense", "EGRESS", MirrorMode.Egress)]
    public void The_pods_mode_wins_over_the_namespaces(string? usual, string? own, MirrorMode expected)
    {
        JsonObject pod = own is null ? Pod() : Pod((Mode, own));

        Assert.Equal(expected, Decide(pod, Namespace(mode: usual)).Mode);
    }

    [Theory]
    [InlineData(DefaultMode, "both", null)]
    [InlineData(Mode, "ingress", "both")]
    public void A_mode_that_means_nothing_injects_nothing_and_says_which(string key, string usual, string? own)
    {
        InjectionDecision decision = Decide(own is null ? Pod() : Pod((Mode, own)), Namespace(mode: usual));

        Assert.Equal(InjectionReason.InvalidAnnotation, decision.Reason);
        Assert.Equal($"{key} is 'both' and should be ingress, egress or ingress_and_egress", decision.Detail);
    }

    [Theory]
    [InlineData("""{"hostNetwork":true}""", InjectionReason.HostNetwork)]
    [InlineData("""{"hostNetwork":false}""", InjectionReason.Injected)]
    [InlineData("""{"os":{"name":"windows"}}""", InjectionReason.Windows)]
    [InlineData("""{"nodeSelector":{"kubernetes.io/os":"windows"}}""", InjectionReason.Windows)]
    [InlineData("""{"nodeSelector":{"kubernetes.io/os":"linux"}}""", InjectionReason.Injected)]
    [InlineData("""{"restartPolicy":"Never"}""", InjectionReason.WouldNeverComplete)]
    [InlineData("""{"restartPolicy":"Always"}""", InjectionReason.Injected)]
    [InlineData("""{"initContainers":[{"name":"mirror","image":"busybox"}]}""", InjectionReason.ContainerNameTaken)]
    [InlineData("""{"ephemeralContainers":[{"name":"tme","image":"busybox"}]}""", InjectionReason.ContainerNameTaken)]
    [InlineData("""{"initContainers":[{"name":"mirror","image":"registry.example/podmirror:1"}]}""", InjectionReason.ContainerNameTaken)]
    public void The_spec_may_stand_against_it(string spec, InjectionReason expected)
    {
        JsonObject pod = Pod();
        foreach ((string key, JsonNode? value) in Json(spec))
        {
            pod["spec"]![key] = value?.DeepClone();
        }

        Assert.Equal(expected, Decide(pod, Namespace()).Reason);
    }

    [Theory]
    [InlineData("""[{"key":"kubernetes.io/os","operator":"In","values":["windows"]}]""", null, InjectionReason.Windows)]
    [InlineData("""[{"key":"zone"},{"key":"kubernetes.io/os","operator":"In","values":["windows"]}]""", null, InjectionReason.Windows)]
    [InlineData("""[{"key":"kubernetes.io/os","operator":"In","values":["windows","linux"]}]""", null, InjectionReason.Injected)]
    [InlineData("""[{"key":"kubernetes.io/os","operator":"NotIn","values":["windows"]}]""", null, InjectionReason.Injected)]
    [InlineData("""[{"key":"kubernetes.io/os","operator":"In","values":["windows"]}]""", "[]", InjectionReason.Injected)]
    [InlineData("7", null, InjectionReason.Injected)]
    public void A_Pod_that_only_nodes_with_Windows_may_run_is_refused(string expressions, string? otherTerm, InjectionReason expected)
    {
        JsonObject pod = Pod();
        var terms = new JsonArray(new JsonObject { ["matchExpressions"] = JsonNode.Parse(expressions) });
        if (otherTerm is not null)
        {
            terms.Add(new JsonObject { ["matchExpressions"] = JsonNode.Parse(otherTerm) });
        }

        var required = new JsonObject { ["nodeSelectorTerms"] = terms };
        pod["spec"]!["affinity"] = new JsonObject
        {
            ["nodeAffinity"] = new JsonObject { ["requiredDuringSchedulingIgnoredDuringExecution"] = required },
        };

        Assert.Equal(expected, Decide(pod, Namespace()).Reason);
    }

    [Theory]
    [InlineData("tme", "mirror", """{"injected":true}""", InjectionReason.AlreadyInjected)]
    [InlineData("tme", "mirror", """{"injected":false}""", InjectionReason.ContainerNameTaken)]
    [InlineData("tme", "mirror", """{"injected":true,"image":"\ud800"}""", InjectionReason.ContainerNameTaken)]
    [InlineData("tme", "mirror", "no JSON", InjectionReason.ContainerNameTaken)]
    [InlineData("tme", "mirror", null, InjectionReason.ContainerNameTaken)]
    [InlineData("tme", "other", """{"injected":true}""", InjectionReason.ContainerNameTaken)]
    public void Both_containers_with_another_image_are_ours_by_the_Pods_own_word(string one, string other, string? status, InjectionReason expected)
    {
        JsonObject pod = status is null ? Pod() : Pod((Status, status));
        foreach (string name in new[] { one, other })
        {
            pod["spec"]!["containers"]!.AsArray().Add(new JsonObject { ["name"] = name, ["image"] = "mirror.example/proxy/podmirror:1" });
        }

        (JsonNode admitted, InjectionDecision decision) = Admit(pod, Namespace(), Options);

        Assert.Equal(expected, decision.Reason);
        Assert.Equal(expected == InjectionReason.AlreadyInjected, JsonNode.DeepEquals(pod, admitted));
    }

    [Theory]
    [InlineData("registry.example/podmirror:1", "registry.example/podmirror:1@sha256:00", null, false)]
    [InlineData("registry.example/podmirror:1", "registry.example/podmirror:0@sha256:00", null, true)]
    [InlineData("registry.example/podmirror:1@sha256:00", "registry.example/podmirror:1@sha256:11", null, true)]
    [InlineData("registry.example/podmirror:1", "cache.example/podmirror:1", "registry.example/podmirror:1", false)]
    [InlineData("registry.example/podmirror:1", "cache.example/podmirror:1", "registry.example/podmirror:0", true)]
    [InlineData("new.example/podmirror:1", "registry.example/podmirror:1", "registry.example/podmirror:1", true)]
    public void Containers_are_outdated_by_the_image_that_was_written_and_not_by_what_others_made_of_it(
        string now, string image, string? written, bool expected)
    {
        JsonObject pod = written is null ? Pod() : Pod((Status, $$"""{"injected":true,"image":"{{written}}"}"""));
        foreach (string name in new[] { "tme", "mirror" })
        {
            pod["spec"]!["containers"]!.AsArray().Add(new JsonObject { ["name"] = name, ["image"] = image });
        }

        Assert.Equal(expected, InjectionRules.IsOutdated(View(pod), Namespace(), Options with { Image = now }));
    }

    [Fact]
    public void Both_containers_with_our_image_of_any_version_are_left_as_they_are()
    {
        JsonObject pod = Pod();
        pod["spec"]!["initContainers"] = JsonNode.Parse(
            """[{"name":"tme","image":"registry.example/podmirror@sha256:00"},{"name":"mirror","image":"registry.example/podmirror:0"}]""");

        Assert.Equal(InjectionReason.AlreadyInjected, Decide(pod, Namespace()).Reason);
    }

    [Theory]
    [InlineData("Job", false, InjectionReason.WouldNeverComplete)]
    [InlineData("Job", true, InjectionReason.Injected)]
    [InlineData("ReplicaSet", false, InjectionReason.Injected)]
    [InlineData("Node", true, InjectionReason.StaticPod)]
    public void The_owner_may_stand_against_it(string kind, bool native, InjectionReason expected)
    {
        JsonObject pod = Pod();
        pod["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject { ["kind"] = kind, ["name"] = "x", ["controller"] = true });

        Assert.Equal(expected, InjectionRules.Decide(View(pod), Namespace(), native ? Native : Options).Reason);
    }

    [Theory]
    [InlineData("privileged", "privileged", InjectionReason.Injected)]
    [InlineData("baseline", "privileged", InjectionReason.PodSecurity)]
    [InlineData("restricted", "privileged", InjectionReason.PodSecurity)]
    [InlineData("nonsense", "privileged", InjectionReason.PodSecurity)]
    [InlineData(null, "privileged", InjectionReason.Injected)]
    [InlineData(null, "baseline", InjectionReason.PodSecurity)]
    [InlineData("privileged", "baseline", InjectionReason.Injected)]
    public void A_pod_security_level_that_forbids_the_capability_refuses(string? level, string usual, InjectionReason expected) =>
        Assert.Equal(
            expected,
            InjectionRules.Decide(View(Pod()), Namespace(security: level), Options with { DefaultPodSecurity = usual }).Reason);

    [Fact]
    public void Excluded_and_unknown_namespaces_are_left_alone()
    {
        Assert.Equal(InjectionReason.ExcludedNamespace, Decide(Pod(), Namespace() with { Name = "kube-system" }).Reason);
        Assert.Equal(InjectionReason.NamespaceUnknown, Decide(Pod(), null).Reason);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"spec":null,"metadata":[]}""")]
    [InlineData("""{"spec":{"containers":{}}}""")]
    [InlineData("[]")]
    [InlineData("7")]
    public void What_is_no_pod_is_said_to_be_none(string json) =>
        Assert.Equal(InjectionReason.Malformed, Decide(JsonNode.Parse(json)!, Namespace()).Reason);

    [Fact]
    public void An_unknown_key_of_ours_is_a_warning_and_changes_nothing()
    {
        JsonObject pod = Pod(("mirror.traceable.ai/injekt", "true"), ("mirror.traceable.ai/tme-cpu-limit", "1"), ("other/x", "1"));
        InjectionDecision decision = Decide(pod, Namespace());

        Assert.True(decision.IsInjected);
        Assert.Equal("the annotation mirror.traceable.ai/injekt means nothing on a Pod", Assert.Single(decision.Warnings));
    }

    [Fact]
    public void A_value_is_told_shortened_and_on_one_line()
    {
        InjectionDecision decision = Decide(Pod((Inject, "a\nb" + new string('x', 100_000))), Namespace());

        Assert.StartsWith("mirror.traceable.ai/inject is 'a bxxx", decision.Detail, StringComparison.Ordinal);
        Assert.InRange(decision.Detail!.Length, 40, 120);
    }

    private static InjectionDecision Decide(JsonNode pod, NamespaceFacts? facts) => InjectionRules.Decide(View(pod), facts, Options);
}
