using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Injector.Certificates;
using PodMirror.Agent.Security;
using PodMirror.Kubernetes;

namespace PodMirror.Agent.Tests.Injector;

public sealed class CertificateTests : IAsyncLifetime
{
    private readonly FakeClock _clock = new();
    private readonly List<Replica> _replicas = [];
    private TestInjector _injector = null!;
    private KubeClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _injector = await TestInjector.StartAsync();
        _client = _injector.Cluster.Connect();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Replica replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        _client.Dispose();
        await _injector.DisposeAsync();
    }

    [Fact]
    public async Task The_first_replica_makes_an_authority_that_the_webhook_trusts_and_is_ready_then()
    {
        Replica replica = await StartAsync();
        Assert.False(replica.Keeper.IsReady);

        await UntilReady(replica);

        Assert.Equal(1, CertificateBundle.Count(_injector.Bundle));
        X509Certificate2 leaf = replica.Serving.Current!;
        Assert.True(leaf.MatchesHostname("podmirror.podmirror.svc"));
        Assert.True(leaf.MatchesHostname("podmirror.podmirror.svc.cluster.local"));
        Assert.True(IsTrusted(leaf, _injector.Bundle));
        Assert.Equal("yes", (string?)_injector.Cluster.Find(TestInjector.SecretPath)!["metadata"]!["labels"]!["kept"]);
    }

    [Fact]
    public async Task Replicas_that_start_at_once_share_one_authority_and_each_has_its_own_certificate()
    {
        Replica[] replicas = [await StartAsync(), await StartAsync(), await StartAsync()];
        await Task.WhenAll(replicas.Select(UntilReady));

        Assert.Equal(1, CertificateBundle.Count(_injector.Bundle));
        Assert.Equal(3, replicas.Select(replica => replica.Serving.Current!.Thumbprint).Distinct().Count());
        Assert.All(replicas, replica => Assert.True(IsTrusted(replica.Serving.Current!, _injector.Bundle)));
    }

    [Fact]
    public async Task The_caBundle_is_written_once_and_again_only_when_somebody_changed_it()
    {
        Replica replica = await StartAsync();
        await UntilReady(replica);
        for (int i = 0; i < 5; i++)
        {
            await replica.Keeper.StepAsync(default);
        }

        Assert.Equal(1, Patches());
        _injector.PutRegistration();
        await Until(async () =>
        {
            await replica.Keeper.StepAsync(default);
            return CertificateBundle.Count(_injector.Bundle) == 1;
        });
        Assert.Equal(2, Patches());
    }

    [Fact]
    public async Task A_certificate_is_renewed_at_two_thirds_of_its_life_by_the_same_authority()
    {
        Replica replica = await StartAsync();
        await UntilReady(replica);
        X509Certificate2 first = replica.Serving.Current!;

        _clock.Advance(TimeSpan.FromDays(4.5));
        await replica.Keeper.StepAsync(default);
        Assert.Same(first, replica.Serving.Current);

        _clock.Advance(TimeSpan.FromDays(0.3));
        await replica.Keeper.StepAsync(default);
        Assert.NotSame(first, replica.Serving.Current);
        Assert.Equal(1, CertificateBundle.Count(_injector.Bundle));
        Assert.True(IsTrusted(replica.Serving.Current!, _injector.Bundle));
    }

    [Fact]
    public async Task A_new_authority_is_trusted_beside_the_old_one_before_anything_that_it_signed_is_shown()
    {
        Replica replica = await StartAsync();
        await UntilReady(replica);
        _clock.Advance(TimeSpan.FromDays(52 * 7 * 0.67));
        await replica.Keeper.StepAsync(default); // the new authority
        await replica.Keeper.StepAsync(default); // published
        X509Certificate2 old = replica.Serving.Current!;
        await Until(async () =>
        {
            await replica.Keeper.StepAsync(default);
            return CertificateBundle.Count(_injector.Bundle) == 2 && replica.Keeper.IsReady;
        });
        Assert.Same(old, replica.Serving.Current);

        _clock.Advance(TimeSpan.FromSeconds(16));
        await replica.Keeper.StepAsync(default);
        await replica.Keeper.StepAsync(default);

        Assert.NotSame(old, replica.Serving.Current);
        Assert.NotEqual(AuthorityOf(old), AuthorityOf(replica.Serving.Current!));
        Assert.Equal(2, CertificateBundle.Count(_injector.Bundle));
        Assert.True(replica.Keeper.IsReady);
    }

    [Fact]
    public async Task A_secret_that_was_emptied_gets_a_new_authority_while_the_old_one_stays_trusted()
    {
        Replica replica = await StartAsync();
        await UntilReady(replica);
        X509Certificate2 old = replica.Serving.Current!;
        JsonObject secret = _injector.Cluster.Find(TestInjector.SecretPath)!;
        secret.Remove("data");
        _injector.Cluster.Put(TestInjector.SecretPath, secret);

        await Until(async () =>
        {
            await replica.Keeper.StepAsync(default);
            return CertificateBundle.Count(_injector.Bundle) == 2;
        });
        Assert.True(IsTrusted(old, _injector.Bundle));
    }

    [Fact]
    public async Task An_authority_that_is_over_leaves_the_bundle()
    {
        using var old = CertificateAuthority.Create(_clock.GetUtcNow(), TimeSpan.FromDays(10));
        using var young = CertificateAuthority.Create(_clock.GetUtcNow(), TimeSpan.FromDays(30));
        await Task.CompletedTask;

        Assert.Equal(2, CertificateBundle.Count(CertificateBundle.Union(_clock.GetUtcNow(), old.Certificate, young.Certificate, old.Certificate)));
        Assert.Equal(1, CertificateBundle.Count(CertificateBundle.Union(_clock.GetUtcNow().AddDays(11), old.Certificate, young.Certificate)));
        Assert.Equal("", CertificateBundle.Union(_clock.GetUtcNow(), "no PEM", null, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"));
    }

    [Theory]
    [InlineData(TestInjector.SecretPath, "Secret podmirror-webhook cannot be read: secrets \"podmirror-webhook\" not found")]
    [InlineData(TestInjector.RegistrationPath, "there is no MutatingWebhookConfiguration podmirror")]
    public async Task What_the_chart_should_have_made_and_is_missing_is_named(string path, string trouble)
    {
        _injector.Cluster.Delete(path);
        Replica replica = await StartAsync();

        await Until(async () =>
        {
            await replica.Keeper.StepAsync(default);
            return replica.Keeper.Trouble == trouble;
        });
        Assert.False(replica.Keeper.IsReady);
    }

    [Fact]
    public void A_certificate_that_somebody_else_keeps_is_read_again_when_it_changes()
    {
        string directory = Directory.CreateTempSubdirectory().FullName;
        var serving = new ServingCertificate();
        var files = new CertificateFiles(directory, serving, _clock, NullLogger.Instance);
        files.Load();
        Assert.False(files.IsReady);
        Assert.Equal($"tls.crt with tls.key of {directory} cannot be used: {directory}/tls.crt: no such file", files.Trouble);

        WriteFiles(directory);
        files.Load();
        X509Certificate2 first = serving.Current!;
        Assert.True(files.IsReady);
        Assert.Null(files.Trouble);

        files.Load();
        Assert.Same(first, serving.Current);
        WriteFiles(directory);
        files.Load();
        Assert.NotSame(first, serving.Current);
        Directory.Delete(directory, recursive: true);
    }

    private void WriteFiles(string directory)
    {
        using var authority = CertificateAuthority.Create(_clock.GetUtcNow(), TimeSpan.FromDays(1));
        File.WriteAllText(Path.Combine(directory, "tls.crt"), authority.Certificate);
        File.WriteAllText(Path.Combine(directory, "tls.key"), authority.WriteKey());
    }

    private async Task<Replica> StartAsync()
    {
        var replica = new Replica(_injector, _client, _clock);
        _replicas.Add(replica);
        await Task.CompletedTask;
        return replica;
    }

    private static Task UntilReady(Replica replica) => Until(async () =>
    {
        await replica.Keeper.StepAsync(default);
        return replica.Keeper.IsReady;
    });

    private static Task Until(Func<Task<bool>> condition) => TestAgent.UntilAsync(condition);

    private int Patches() => _injector.Cluster.Requests.Count(line => line.StartsWith("PATCH /apis/", StringComparison.Ordinal));

    private static string AuthorityOf(X509Certificate2 leaf) =>
        Convert.ToHexString(leaf.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().Single().KeyIdentifier!.Value.Span);

    private bool IsTrusted(X509Certificate2 leaf, string bundle)
    {
        using var chain = new X509Chain();
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(bundle);
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _clock.GetUtcNow().LocalDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        return chain.Build(leaf);
    }
}
