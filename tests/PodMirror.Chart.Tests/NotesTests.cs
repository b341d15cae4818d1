using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

public sealed class NotesTests : ChartTest
{
    [Fact]
    public void The_next_commands_are_told_with_the_names_that_hold()
    {
        string notes = Notes("injection: {namespaceLabel: example.com/mirror, annotationPrefix: mirror.example.com}");

        Assert.Contains("\n  kubectl label namespace shop example.com/mirror=enabled\n", notes, StringComparison.Ordinal);
        Assert.Contains("\n  kubectl annotate namespace shop mirror.example.com/defaultInject=true\n", notes, StringComparison.Ordinal);
        Assert.Contains("\n  kubectl -n shop rollout restart deployment\n", notes, StringComparison.Ordinal);
        Assert.Contains("\n  kubectl -n observability port-forward service/eu-1-podmirror 8080\n", notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("replicas: 2", "There are 2 replicas")]
    [InlineData("networkPolicy: {enabled: false}", "can read the metrics: networkPolicy.enabled is false")]
    [InlineData("hostNetwork: true", "The agent is on the node's network")]
    [InlineData("platform: {openshift: true}", "--clusterrole=eu-1-podmirror-sidecar")]
    [InlineData("injection: {endpoint: 'http://a:4318'}", "Spans go to http://a:4318")]
    [InlineData("receiver: {tls: {secretName: a}}", "by an authority of the web")]
    [InlineData("receiver: {tls: {secretName: a, clientCaSecretName: a}}\ninjection: {tme: {caSecret: a}}", "have no certificate to show")]
    [InlineData("receiver: {tokenSecretName: a}", "The sidecars have no token")]
    [InlineData("web: {auth: {enabled: false}}", "web.auth.enabled is false")]
    public void What_the_values_bring_along_is_told_and_nothing_else(string values, string expected)
    {
        string[] asides =
        [
            "There are 2 replicas", "networkPolicy.enabled is false", "The agent is on the node's network", "--clusterrole", "Spans go to http",
            "by an authority of the web", "have no certificate to show", "The sidecars have no token",
            "web.auth.enabled is false",
        ];
        string notes = Notes(values);

        Assert.Contains(expected, notes, StringComparison.Ordinal);
        Assert.Equal(values.Length == 0 ? 0 : 1, asides.Count(aside => notes.Contains(aside, StringComparison.Ordinal)));
    }

    [Fact]
    public void What_every_mirrored_namespace_must_have_is_told_and_then_nothing_is_missing()
    {
        string notes = Notes(Cases.Values("credentials"));

        Assert.EndsWith(
            """

            Until a mirrored namespace has these, its Pods run and their calls are not seen:
              ConfigMap podmirror-trust (ca.crt)
              Secret podmirror-sender (tls.crt, tls.key)
              Secret podmirror-sender (token)
            """,
            notes.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("The sidecars", notes, StringComparison.Ordinal);
    }

    private static string Notes(string values)
    {
        (bool succeeded, string text) = Renderer.Render(values, "-notes", "-name", "eu-1", "-namespace", "observability");
        Assert.True(succeeded, text);
        return text;
    }
}
