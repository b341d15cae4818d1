using System.Text;
using System.Text.Json.Nodes;
using PodMirror.Agent.Injector.Certificates;
using PodMirror.Kubernetes;

namespace PodMirror.Agent.Tests.Injector;

public sealed class CertificateTroubleTests : IAsyncLifetime
{
    private readonly FakeClock _clock = new();
    private TestInjector _injector = null!;
    private KubeClient _client = null!;
    private Replica _replica = null!;

    public async ValueTask InitializeAsync()
    {
        _injector = await TestInjector.StartAsync();
        _client = _injector.Cluster.Connect();
        _replica = new Replica(_injector, _client, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _replica.DisposeAsync();
        _client.Dispose();
        await _injector.DisposeAsync();
    }

    [Fact]
    public async Task A_secret_that_must_not_be_written_is_not_tried_without_end()
    {
        _injector.RefuseWritesOfSecret();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1.5));

        await _replica.Keeper.RunAsync(stop.Token);

        Assert.Equal("Secret podmirror-webhook cannot be written: not allowed", _replica.Keeper.Trouble);
        Assert.InRange(_injector.Cluster.Requests.Count(line => line.StartsWith("PATCH", StringComparison.Ordinal)), 1, 15);
    }

    [Fact]
    public async Task An_authority_that_cannot_be_renewed_goes_on_signing_until_its_end()
    {
        await UntilReady();
        _injector.RefuseWritesOfSecret();
        _clock.Advance(TimeSpan.FromDays(52 * 7 * 0.7));

        await _replica.Keeper.StepAsync(default);

        Assert.Equal("Secret podmirror-webhook cannot be written: not allowed", _replica.Keeper.Trouble);
        Assert.True(_replica.Serving.NotAfter > _clock.GetUtcNow());
        Assert.True(_replica.Keeper.IsReady);
    }

    [Fact]
    public async Task A_certificate_of_somebody_else_in_the_secret_is_left_alone()
    {
        (string certificate, string key) = TestCertificates.Rsa("CN=shop.example");
        PutSecret(certificate, key);

        await Until(() => _replica.Keeper.Trouble?.StartsWith("Secret podmirror-webhook holds somebody else's", StringComparison.Ordinal) == true);

        Assert.Equal(certificate, Secret("tls.crt"));
        Assert.False(_replica.Keeper.IsReady);
    }

    [Fact]
    public async Task An_authority_of_our_name_that_cannot_sign_for_us_is_replaced()
    {
        (string certificate, string key) = TestCertificates.Rsa(CertificateAuthority.Subject);
        PutSecret(certificate, key);

        await UntilReady();

        Assert.NotEqual(certificate, Secret("tls.crt"));
    }

    [Fact]
    public async Task A_replica_is_not_ready_while_the_registration_is_away_and_publishes_again_when_it_is_back()
    {
        await UntilReady();
        _injector.Cluster.Delete(TestInjector.RegistrationPath);
        await Until(() => !_replica.Keeper.IsReady);

        _injector.PutRegistration();
        await UntilReady();

        Assert.Equal(1, CertificateBundle.Count(_injector.Bundle));
    }

    private void PutSecret(string certificate, string key) => _injector.Cluster.Put(TestInjector.SecretPath, new JsonObject
    {
        ["data"] = new JsonObject { ["tls.crt"] = Base64(certificate), ["tls.key"] = Base64(key) },
    });

    private string Secret(string key) =>
        Encoding.ASCII.GetString(Convert.FromBase64String((string)_injector.Cluster.Find(TestInjector.SecretPath)!["data"]![key]!));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private Task UntilReady() => Until(() => _replica.Keeper.IsReady);

    private Task Until(Func<bool> condition) => TestAgent.UntilAsync(async () =>
    {
        await _replica.Keeper.StepAsync(default);
        return condition();
    });
}
