using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PodMirror.Spans;

/// <summary>
/// Whom a sender trusts, and by what it is known: certificates and a token out of files. In Pods these are of Secrets, which come late and change, so
/// the files are looked at again and again.
/// </summary>
public sealed class ExportCredentials
{
    /// <summary>The longest token: signed ones with many claims have some KiB.</summary>
    private const int MaxTokenBytes = 8 << 10;

    private const int MaxTokenFileBytes = 64 << 10;

    /// <summary>As often as anybody looks whether a change has arrived: the kubelet takes a minute itself.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly X509Certificate2Collection? _given;
    private readonly WatchedFiles<X509Certificate2Collection>? _authorities;
    private readonly WatchedFiles<SslStreamCertificateContext>? _client;
    private readonly WatchedFiles<string>? _token;
    private long? _looked;

    /// <summary>Looks at nothing yet.</summary>
    /// <param name="options">The files.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes a line when files changed, or hold what cannot be used; null when nobody wants to know.</param>
    internal ExportCredentials(ExporterOptions options, TimeProvider time, Action<string>? log)
    {
        Action<string> say = log ?? (static _ => { });
        _time = time;
        _given = options.CertificateFile is null && options.Authorities is { } pem ? Pem.ReadCertificates(Encoding.UTF8.GetBytes(pem)) : null;
        _authorities = Watch(Named("OTEL_EXPORTER_OTLP_CERTIFICATE", options.CertificateFile), Pem.MaxFileBytes, ReadAuthorities, say);
        _client = Watch(
            [
                .. Named("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", options.ClientCertificateFile),
                .. Named("OTEL_EXPORTER_OTLP_CLIENT_KEY", options.ClientCertificateFile is null ? null : options.ClientKeyFile),
            ],
            Pem.MaxFileBytes, ReadPair, say);
        _token = Watch(Named("PODMIRROR_TOKEN_FILE", options.TokenFile), MaxTokenFileBytes, ReadToken, say);
    }

    /// <summary>The authorities that are trusted in place of the system's; null for the system's.</summary>
    internal X509Certificate2Collection? Authorities => _authorities?.Current ?? _given;

    /// <summary>What is shown of the client's certificate; null for nothing.</summary>
    internal SslStreamCertificateContext? Client => _client?.Current;

    /// <summary>The value of Authorization; null for none but what the headers say.</summary>
    internal string? Authorization => _token?.Current;

    /// <summary>Names the first file that cannot be used now, and why; null when all can.</summary>
    public static string? Fault(ExporterOptions options) => new ExportCredentials(options, TimeProvider.System, null).Refresh();

    /// <summary>Looks whether files have changed, if it is time; at once as long as one is missing. One caller at a time.</summary>
    /// <returns>Why nothing can be sent; null when it can.</returns>
    internal string? Refresh()
    {
        if (_looked is { } last && _time.GetElapsedTime(last) < Interval)
        {
            return null;
        }

        string? fault = _authorities?.Refresh() ?? _client?.Refresh() ?? _token?.Refresh();
        _looked = fault is null ? _time.GetTimestamp() : null;
        return fault;
    }

    /// <summary>Whether a text is a token that a header can carry (RFC 6750): visible characters.</summary>
    private static bool IsToken(string text) => text.Length is > 0 and <= MaxTokenBytes && text.All(static c => c is > ' ' and <= '~');

    private static ExportFile[] Named(string setting, string? path) => path is null ? [] : [new ExportFile(setting, path)];

    private static WatchedFiles<T>? Watch<T>(ExportFile[] files, int maxBytes, WatchedFiles<T>.Maker make, Action<string> log)
        where T : class => files.Length == 0 ? null : new WatchedFiles<T>(files, maxBytes, make, log);

    private static X509Certificate2Collection? ReadAuthorities(IReadOnlyList<ExportFile> files, IReadOnlyList<byte[]> contents, out string? fault)
    {
        X509Certificate2Collection? authorities = Pem.ReadCertificates(contents[0]);
        fault = authorities is null ? files[0].Fault("it holds no certificate in PEM form") : null;
        return authorities;
    }

    // Behind the certificate may be what stands between it and the authority: it is shown, too. A file alone holds its key as well.
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "It is shown, and then left to the finalizer.")]
    private static SslStreamCertificateContext? ReadPair(IReadOnlyList<ExportFile> files, IReadOnlyList<byte[]> contents, out string? fault)
    {
        X509Certificate2Collection? chain = Pem.ReadCertificates(contents[0]);
        X509Certificate2? pair = chain is null ? null : Pem.ReadPair(contents[0], contents[^1]);
        fault = chain is null ? files[0].Fault("it holds no certificate in PEM form")
            : pair is null ? files[^1].Fault("it holds no key in PEM form and without a password, or not that of the certificate")
            : null;

        // Offline: nothing is fetched from where a certificate says that its issuer is.
        return pair is null ? null : SslStreamCertificateContext.Create(pair, chain, offline: true);
    }

    private static string? ReadToken(IReadOnlyList<ExportFile> files, IReadOnlyList<byte[]> contents, out string? fault)
    {
        string token = Encoding.UTF8.GetString(contents[0]).AsSpan().Trim().ToString().Split('\n')[0].TrimEnd();
        fault = IsToken(token) ? null : files[0].Fault("its first line is no token, which has visible characters alone");
        return fault is null ? "Bearer " + token : null;
    }
}
