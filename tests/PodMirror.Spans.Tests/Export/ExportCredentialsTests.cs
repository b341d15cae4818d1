using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PodMirror.Spans.Tests;

public sealed class ExportCredentialsTests : IDisposable
{
    private static readonly Uri Endpoint = new("https://localhost:4318");
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(6);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podmirror-credentials-");
    private readonly ManualTime _time = new();
    private readonly List<string> _log = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Without_files_there_is_nothing_to_wait_for()
    {
        ExportCredentials credentials = Of(new ExporterOptions { Endpoint = Endpoint });

        Assert.Null(credentials.Refresh());
        Assert.Null(credentials.Authorities);
        Assert.Null(credentials.Client);
        Assert.Null(credentials.Authorization);
    }

    [Fact]
    public void A_file_that_is_not_there_or_a_folder_is_said_in_words()
    {
        Assert.EndsWith("OTLP_CERTIFICATE, /does/not/exist: no such file", Fault("/does/not/exist"), StringComparison.Ordinal);
        Assert.EndsWith("OTLP_CERTIFICATE, /: it is a folder", Fault("/"), StringComparison.Ordinal);
        Assert.EndsWith("it holds no certificate in PEM form", Fault(Write("ca.crt", "no PEM")), StringComparison.Ordinal);
        Assert.EndsWith("more than 1048576 bytes", Fault(Write("ca.crt", new string(' ', Pem.MaxFileBytes + 1))), StringComparison.Ordinal);

        static string? Fault(string file) => ExportCredentials.Fault(new ExporterOptions { Endpoint = Endpoint, CertificateFile = file });
    }

    [Fact]
    public void A_key_that_is_not_that_of_the_certificate_is_said_by_its_variable()
    {
        (string certificate, string key) = Pair("a");
        (_, string other) = Pair("b");
        ExporterOptions options = Options() with { TokenFile = null };
        Write("tls.crt", certificate);

        Write("tls.key", other);
        Assert.Contains("the file of OTEL_EXPORTER_OTLP_CLIENT_KEY", ExportCredentials.Fault(options), StringComparison.Ordinal);
        Write("tls.key", key);
        Assert.Null(ExportCredentials.Fault(options));
        Write("both", certificate + "\n" + key);
        Assert.Null(ExportCredentials.Fault(options with { ClientCertificateFile = At("both"), ClientKeyFile = null }));
    }

    [Theory]
    [InlineData("abc", "Bearer abc")]
    [InlineData("\n abc \r\nsecond\n", "Bearer abc")]
    [InlineData("a.b-c_d~e+f/g==\n", "Bearer a.b-c_d~e+f/g==")]
    [InlineData("", null)]
    [InlineData("\n\n", null)]
    [InlineData("a b", null)]
    [InlineData("ä", null)]
    [InlineData("a\0b", null)]
    public void A_token_is_the_first_line_of_its_file(string content, string? expected)
    {
        Write("token", content);
        ExportCredentials credentials = Of(new ExporterOptions { Endpoint = Endpoint, TokenFile = At("token") });

        Assert.Equal(expected is null, credentials.Refresh() is not null);
        Assert.Equal(expected, credentials.Authorization);
    }

    [Fact]
    public void What_cannot_be_used_is_told_without_what_is_in_it()
    {
        string fault = ExportCredentials.Fault(new ExporterOptions { Endpoint = Endpoint, TokenFile = Write("token", "s3cret w0rd") })!;

        Assert.Contains(At("token"), fault, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("w0rd", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_come_late_are_taken_at_the_next_attempt()
    {
        ExportCredentials credentials = Of(Options());
        (string certificate, string key) = Pair("a");

        Assert.Contains("tls.crt: no such file", credentials.Refresh(), StringComparison.Ordinal);
        Write("tls.crt", certificate);
        Assert.Contains("tls.key: no such file", credentials.Refresh(), StringComparison.Ordinal);
        Write("tls.key", key);
        Assert.Contains("token: no such file", credentials.Refresh(), StringComparison.Ordinal);
        Write("token", "one");
        Assert.Null(credentials.Refresh());
        Assert.Equal("Bearer one", credentials.Authorization);
        Assert.Equal("CN=a", credentials.Client!.TargetCertificate.Subject);
        Assert.Empty(_log);
    }

    [Fact]
    public void Files_that_change_are_taken_within_five_seconds_and_it_is_told()
    {
        ExportCredentials credentials = Ready(out _);
        (string certificate, string key) = Pair("b");
        Write("tls.crt", certificate);
        Write("tls.key", key);
        Write("token", "two");

        _time.Advance(Soon);
        Assert.Null(credentials.Refresh());
        Assert.Equal("Bearer one", credentials.Authorization);
        _time.Advance(Soon);
        Assert.Null(credentials.Refresh());
        Assert.Equal("Bearer two", credentials.Authorization);
        Assert.Equal("CN=b", credentials.Client!.TargetCertificate.Subject);
        Assert.Equal([$"taken anew: {At("tls.crt")} and {At("tls.key")}", $"taken anew: {At("token")}"], _log);
    }

    [Fact]
    public void What_was_there_before_holds_while_a_file_is_gone_or_of_no_use()
    {
        ExportCredentials credentials = Ready(out string key);
        (string certificate, string other) = Pair("b");
        Write("tls.crt", certificate);
        File.Delete(At("token"));

        for (int i = 0; i < 3; i++)
        {
            _time.Advance(Later);
            Assert.Null(credentials.Refresh());
        }

        Assert.Equal("Bearer one", credentials.Authorization);
        Assert.Equal("CN=a", credentials.Client!.TargetCertificate.Subject);
        Assert.Equal(2, _log.Count);
        Assert.All(_log, line => Assert.EndsWith("; what was there before still holds", line, StringComparison.Ordinal));

        Write("tls.key", other);
        Write("token", "two");
        _time.Advance(Later);
        Assert.Null(credentials.Refresh());
        Assert.Equal("Bearer two", credentials.Authorization);
        Assert.Equal("CN=b", credentials.Client!.TargetCertificate.Subject);
        Assert.DoesNotContain(key, string.Concat(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_not_changed_is_the_same_and_nothing_is_told_of_it()
    {
        ExportCredentials credentials = Ready(out _);
        object client = credentials.Client!;
        File.SetLastWriteTimeUtc(At("tls.crt"), DateTime.UnixEpoch);
        _time.Advance(Later);

        Assert.Null(credentials.Refresh());
        Assert.Same(client, credentials.Client);
        Assert.Empty(_log);
    }

    [Fact]
    public void Authorities_given_as_text_are_trusted_where_no_file_of_them_is_named()
    {
        (string given, _) = Pair("given");
        (string other, _) = Pair("file");
        var options = new ExporterOptions { Endpoint = Endpoint, Authorities = given };
        ExportCredentials text = Of(options);
        ExportCredentials file = Of(options with { CertificateFile = Write("ca.crt", other) });

        Assert.Null(text.Refresh());
        Assert.Null(file.Refresh());
        Assert.Equal("CN=given", Assert.Single(text.Authorities!).Subject);
        Assert.Equal("CN=file", Assert.Single(file.Authorities!).Subject);
    }

    private static (string Certificate, string Key) Pair(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private string Write(string name, string content)
    {
        File.WriteAllText(At(name), content);
        return At(name);
    }

    private ExporterOptions Options() => new()
    {
        Endpoint = Endpoint,
        ClientCertificateFile = At("tls.crt"),
        ClientKeyFile = At("tls.key"),
        TokenFile = At("token"),
    };

    private ExportCredentials Of(ExporterOptions options) => new(options, _time, _log.Add);

    private ExportCredentials Ready(out string key)
    {
        (string certificate, key) = Pair("a");
        Write("tls.crt", certificate);
        Write("tls.key", key);
        Write("token", "one");
        ExportCredentials credentials = Of(Options());
        Assert.Null(credentials.Refresh());
        return credentials;
    }
}
