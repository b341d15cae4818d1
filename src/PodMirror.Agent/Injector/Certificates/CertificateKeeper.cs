using System.Security.Cryptography.X509Certificates;
using PodMirror.Agent.Configuration;
using PodMirror.Agent.Security;
using PodMirror.Kubernetes;

namespace PodMirror.Agent.Injector.Certificates;

/// <summary>
/// Keeps the webhook's certificate without a leader: the authority is in one Secret that all replicas share, whoever finds it missing or old makes
/// the next one, and the Secret's version decides between two that do so at once. Each replica signs its own short-lived certificate, in memory.
/// A new authority is trusted beside the old one before anything signed by it is shown (docs/agent.md).
/// </summary>
internal sealed class CertificateKeeper : ICertificateSource
{
    // However fast others change what is kept here, it is looked at ten times a second at most.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private const string Registrations = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations";

    private readonly KubeClient _client;
    private readonly InjectorOptions _options;
    private readonly string _secretPath;
    private readonly string[] _names;
    private readonly ServingCertificate _serving;
    private readonly CertificateTimes _times;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ResourceWatch<Registration> _registration;
    private readonly Signal _changed = new();
    private string _signer = "";
    private DateTimeOffset _renewLeaf;
    private (string Authority, DateTimeOffset Since) _trusted = ("", default);

    /// <summary>Does nothing until it is run.</summary>
    public CertificateKeeper(
        KubeClient client, InjectorOptions options, string ownNamespace, ServingCertificate serving, TimeProvider clock, ILogger log)
    {
        (_client, _options, _serving, _clock, _log) = (client, options, serving, clock, log);
        _times = new CertificateTimes(options.CertificateLife);
        _secretPath = KubePath.Core(ownNamespace, "secrets", options.Secret);
        string service = $"{options.Service}.{ownNamespace}";
        _names = [$"{service}.svc", $"{service}.svc.cluster.local", service];
        string path = KubePath.With(Registrations, "fieldSelector", "metadata.name=" + options.Configuration);
        _registration = new(client, path, Registration.Read) { Changed = _changed.Set };
    }

    /// <inheritdoc/>
    public bool IsReady { get; private set; }

    /// <inheritdoc/>
    public string? Trouble { get; private set; }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        Task watch = WatchAsync(cancel);
        while (!cancel.IsCancellationRequested)
        {
            await StepAsync(cancel);
            await Task.Delay(Breath, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _changed.WaitAsync(_times.Poll, cancel);
        }

        await watch;
    }

    /// <summary>Watches what the API server trusts, until it is cancelled.</summary>
    internal Task WatchAsync(CancellationToken cancel) => _registration.RunAsync(cancel);

    /// <summary>Does what is due now. Never throws; what is wrong is the <see cref="Trouble"/>.</summary>
    internal async Task StepAsync(CancellationToken cancel)
    {
        string? before = Trouble;
        try
        {
            await _registration.Synced.WaitAsync(_client.Timeout, cancel);
            Trouble = await KeepAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // The agent stops.
        }
        catch (TimeoutException)
        {
            Trouble = _registration.Trouble ?? "the API server does not tell of the MutatingWebhookConfiguration";
        }
        catch (KubeException fault)
        {
            Trouble = fault.Message;
        }
#pragma warning disable CA1031 // a keeper that ended would be noticed when the certificate does; the next round may find something better
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Trouble = $"it could not be kept: {fault.Message}";
        }

        if (Trouble is { } trouble && trouble != before)
        {
            InjectorLog.CertificateTrouble(_log, trouble);
        }
    }

    /// <summary>One round; what is wrong, or null.</summary>
    private async Task<string?> KeepAsync(CancellationToken cancel)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        using KubeAnswer answer = await _client.GetAsync(_secretPath, cancel);
        if (!answer.IsSuccess)
        {
            return $"Secret {_options.Secret} cannot be read: {answer.Fault}";
        }

        var secret = AuthoritySecret.Read(answer.Body);
        if (CertificateAuthority.IsForeign(secret.Certificate))
        {
            return $"Secret {_options.Secret} holds somebody else's certificate; empty it, or name another with --webhook-secret";
        }

        using CertificateAuthority? authority = CertificateAuthority.Read(secret.Certificate, secret.Key);
        if (authority is null)
        {
            return await RenewAuthorityAsync(secret, now, cancel);
        }

        // One that cannot be renewed signs for a third of its life yet.
        bool isDue = now >= CertificateTimes.Renewal(authority.NotBefore, authority.NotAfter);
        string? fault = isDue ? await RenewAuthorityAsync(secret, now, cancel) : null;
        return (isDue && fault is null) ? null : await UseAsync(secret, authority, now, cancel) ?? fault;
    }

    private async Task<string?> UseAsync(AuthoritySecret secret, CertificateAuthority authority, DateTimeOffset now, CancellationToken cancel)
    {
        if (!_registration.Items.TryGetValue(_options.Configuration, out Registration? registration))
        {
            IsReady = false;
            return $"there is no MutatingWebhookConfiguration {_options.Configuration}";
        }

        string? fault = await PublishAsync(secret, authority, registration, now, cancel);
        KeepLeaf(authority, registration, now);
        return fault;
    }

    private async Task<string?> RenewAuthorityAsync(AuthoritySecret secret, DateTimeOffset now, CancellationToken cancel)
    {
        using var authority = CertificateAuthority.Create(now, _times.AuthorityLife);
        string bundle = CertificateBundle.Union(now, authority.Certificate, secret.Certificate, secret.Bundle);
        AuthoritySecret next = secret with { Certificate = authority.Certificate, Key = authority.WriteKey(), Bundle = bundle };
        using KubeAnswer answer =
            await _client.SendAsync(HttpMethod.Patch, _secretPath, next.WritePatch(), KubeClient.MergePatch, cancel);
        if (!answer.IsSuccess && answer.Reason != "Conflict")
        {
            return $"Secret {_options.Secret} cannot be written: {answer.Fault}";
        }

        if (answer.IsSuccess)
        {
            InjectorLog.NewAuthority(_log, authority.NotAfter);
        }

        // After a conflict the other replica's is there; in either case the next round reads it.
        _changed.Set();
        return null;
    }

    private async Task<string?> PublishAsync(
        AuthoritySecret secret, CertificateAuthority authority, Registration registration, DateTimeOffset now, CancellationToken cancel)
    {
        // What the webhooks trust already stays: another replica may still show what one of those signed, even if the Secret was emptied.
        string?[] bundles = [secret.Bundle, authority.Certificate, .. registration.Webhooks.Select(webhook => webhook.Bundle)];
        string bundle = CertificateBundle.Union(now, bundles);
        if (registration.WritePatch(bundle) is not { } patch)
        {
            return null;
        }

        using KubeAnswer answer = await _client.SendAsync(
            HttpMethod.Patch, $"{Registrations}/{_options.Configuration}", patch, KubeClient.StrategicMergePatch, cancel);
        if (!answer.IsSuccess)
        {
            return $"the caBundle of MutatingWebhookConfiguration {_options.Configuration} cannot be written: {answer.Fault}";
        }

        InjectorLog.BundleWritten(_log, _options.Configuration, CertificateBundle.Count(bundle));
        return null;
    }

    private void KeepLeaf(CertificateAuthority authority, Registration registration, DateTimeOffset now)
    {
        if (!registration.Trusts(authority.Certificate))
        {
            _trusted = ("", now);
        }
        else if (_trusted.Authority != authority.Certificate)
        {
            _trusted = (authority.Certificate, now);
        }

        bool isOther = _signer != authority.Certificate;
        bool isSettled = _trusted.Authority == authority.Certificate && now - _trusted.Since >= _times.Propagation;
        if (_serving.Current is null || (isOther && isSettled) || (!isOther && now >= _renewLeaf))
        {
            Issue(authority, now);
        }

        IsReady = registration.Trusts(_signer);
    }

    private void Issue(CertificateAuthority authority, DateTimeOffset now)
    {
        X509Certificate2 leaf = authority.Issue(_names, now, _times.LeafLife);
        _serving.Use(leaf);
        (_signer, _renewLeaf) = (authority.Certificate, CertificateTimes.Renewal(now, leaf.NotAfter));
        InjectorLog.Serving(_log, leaf.NotAfter);
    }
}
