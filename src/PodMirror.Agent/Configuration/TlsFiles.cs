namespace PodMirror.Agent.Configuration;

/// <summary>The files of the receivers' TLS, in PEM form.</summary>
/// <param name="Certificate">The certificate, and behind it those between it and an authority that senders know.</param>
/// <param name="Key">Its key.</param>
/// <param name="ClientAuthorities">The authorities of senders' certificates; null asks senders for none.</param>
internal sealed record TlsFiles(string Certificate, string Key, string? ClientAuthorities);
