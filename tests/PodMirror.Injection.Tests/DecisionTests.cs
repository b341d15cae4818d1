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
