using System.Text.Json.Nodes;
using PodMirror.E2E.Tests.Kit;

namespace PodMirror.E2E.Tests.Failure;

/// <summary>Certificate and authority change under way.</summary>
public sealed class RotationTests(Cluster cluster) : ClusterTest, IAsyncDisposable
{
    [Fact]
    public async Task No_Pod_is_missed_while_the_certificate_and_its_authority_are_changed()
    {
        var pods = new IdlePods(cluster, "podmirror-e2e-rotation");
        await pods.PrepareAsync();

        // Certificates of half a minute: the next one comes after 20 s.
        await Kubectl.RunAsync(
            """-n podmirror patch deployment podmirror --type=json -p """
            + """[{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"--webhook-certificate-life=30s"}]""");
        await Release.IsReadyAsync(cluster);
        await MakeUntilAsync("the next certificate", pods, await EndAsync(), authorities: 1);

        await Kubectl.RunAsync("""-n podmirror patch secret podmirror-webhook --type=json -p [{"op":"remove","path":"/data"}]""");
        await MakeUntilAsync("the next authority", pods, await EndAsync(), authorities: 2);
        Assert.InRange(pods.Made, 50, int.MaxValue);
    }

    public async ValueTask DisposeAsync() => await Release.InstallAsync(cluster);

    /// <summary>Makes Pods, all of which must be injected, until another certificate is served and so many authorities are trusted.</summary>
    private Task MakeUntilAsync(string what, IdlePods pods, double end, int authorities) =>
        Eventually.IsAsync(what, async () =>
        {
            Assert.True(await pods.MakeAsync(), $"Pod {pods.Made} was not injected");
            return await AuthoritiesAsync() == authorities && await EndAsync() > end;
        });

    private async Task<int> AuthoritiesAsync()
    {
        JsonNode configuration = await cluster.GetAsync("/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/podmirror");
        byte[] bundle = Convert.FromBase64String(configuration["webhooks"]![0]!["clientConfig"]!["caBundle"]!.GetValue<string>());
        return System.Text.Encoding.ASCII.GetString(bundle).Split("BEGIN CERTIFICATE").Length - 1;
    }

    private Task<double> EndAsync() => cluster.Agent.MetricAsync("webhook_certificate_end_timestamp_seconds");
}
