namespace PodMirror.Injection;

/// <summary>
/// The variables by which tme knows its <see cref="TmeCredentials"/>: paths, and the authorities' certificates. No secret is among them.
/// </summary>
internal static class CredentialVariables
{
    /// <summary>Names and values.</summary>
    internal static IEnumerable<(string Name, string Value)> Of(TmeCredentials credentials)
    {
        if (credentials.CaBundle is { } bundle)
        {
            yield return ("PODMIRROR_CA_BUNDLE", bundle);
        }

        if ((credentials.CaConfigMap ?? credentials.CaSecret) is not null)
        {
            yield return ("OTEL_EXPORTER_OTLP_CERTIFICATE", CredentialVolume.PathOf(CredentialVolume.Authorities));
        }

        if (credentials.ClientCertificateSecret is not null)
        {
            yield return ("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", CredentialVolume.PathOf(CredentialVolume.Certificate));
            yield return ("OTEL_EXPORTER_OTLP_CLIENT_KEY", CredentialVolume.PathOf(CredentialVolume.Key));
        }

        if (credentials.TokenSecret is not null)
        {
            yield return ("PODMIRROR_TOKEN_FILE", CredentialVolume.PathOf(CredentialVolume.Token));
        }
    }
}
