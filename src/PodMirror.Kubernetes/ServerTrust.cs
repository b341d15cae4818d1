using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Kubernetes;

/// <summary>
/// Whether the API server is trusted, and why not: the framework tells the kind of fault only here, and afterwards only in its message.
/// </summary>
/// <param name="target">The cluster.</param>
internal sealed class ServerTrust(KubeTarget target)
{
    private const X509ChainStatusFlags Untrusted =
        X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NotSignatureValid;

    private const int MostNames = 5;

    private volatile string? _refusal;

    /// <summary>Why the certificate that came last was refused; null when it was not.</summary>
    internal string? Refusal => _refusal;

    /// <summary>Has a connection ask here.</summary>
    internal void ApplyTo(SslClientAuthenticationOptions tls)
    {
        tls.RemoteCertificateValidationCallback = Check;
        if (target.Authorities is { Count: > 0 } authorities)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }
    }

    private bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        // The user's kubeconfig may say insecure-skip-tls-verify.
        bool isTrusted = errors == SslPolicyErrors.None || target.SkipsVerification;
        _refusal = isTrusted ? null : Say(certificate as X509Certificate2, chain, errors);
        return isTrusted;
    }

    private string Say(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "it shows no certificate";
        }

        return errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null
            ? OfChain(chain)
            : $"its certificate is for {Names(certificate)}, not for {target.ServerName ?? target.Server.Host}";
    }

    private string OfChain(X509Chain chain)
    {
        X509ChainStatusFlags flags = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        if ((flags & Untrusted) != 0)
        {
            string who = target.Authorities is { Count: > 0 } ? "the kubeconfig names" : "this machine trusts";
            return $"its certificate is of no authority that {who}";
        }

        return flags.HasFlag(X509ChainStatusFlags.NotTimeValid)
            ? OfTime(chain)
            : $"its certificate is refused: {FaultWords.OfName(flags.ToString())}";
    }

    private static string OfTime(X509Chain chain)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        foreach (X509Certificate2 certificate in chain.ChainElements.Select(element => element.Certificate))
        {
            string whose = certificate == chain.ChainElements[0].Certificate ? "its certificate" : "the certificate of its authority";
            if (certificate.NotAfter.ToUniversalTime() < now)
            {
                return $"{whose} expired at {Time(certificate.NotAfter)}";
            }

            if (certificate.NotBefore.ToUniversalTime() > now)
            {
                return $"{whose} is not valid before {Time(certificate.NotBefore)}";
            }
        }

        return "its certificate is not valid now";
    }

    private static string Time(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Names(X509Certificate2 certificate)
    {
        var alternatives = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        string[] names = alternatives is null
            ? []
            : [.. alternatives.EnumerateDnsNames().Concat(alternatives.EnumerateIPAddresses().Select(address => address.ToString()))];
        string shown = string.Join(", ", names.Take(MostNames).Select(FaultWords.FirstLine));
        return names.Length == 0 ? "no name" : names.Length > MostNames ? shown + " and others" : shown;
    }
}
