using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PodMirror.Sidecar.Tme;
using PodMirror.Spans;

namespace PodMirror.Sidecar.Tests.Tme;

public sealed class TmeSettingsReaderTests
{
    [Fact]
    public void Nothing_given_is_the_defaults()
    {
        TmeSettings settings = Read(out string? fault);

        Assert.Null(fault);
        Assert.Equal("podmirror", settings.SocketName);
        Assert.Null(settings.PeerUid);
        Assert.Null(settings.Descriptors);
        Assert.Equal(2 * 1024 * 1024, settings.BatchBytes);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.MaxBatchAge);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.DrainTime);
    }

    [Fact]
    public void What_is_given_is_taken()
    {
        TmeSettings settings = Read(
            out string? fault, (TmeSetting.Socket, "x"), (TmeSetting.PeerUid, "65532"), (TmeSetting.MaxBodyBytes, "0"),
            (TmeSetting.BatchBytes, "1Mi"), (TmeSetting.BatchMs, "50"), (TmeSetting.QueueBytes, "64Ki"),
            (TmeSetting.DrainSeconds, "0"), (TmeSetting.RedactHeaders, "X-A, X-B"),
            (TmeSetting.RedactQueryKeys, "pin"), (TmeSetting.Descriptors, "shop.desc"), (TmeSetting.BodyContentTypes, "json, image/*"),
            (TmeSetting.StreamEvents, "32"), (TmeSetting.Sampled, "respect"), (TmeSetting.Attributes, "hypertrace"));

        Assert.Null(fault);
        Assert.Equal("x", settings.SocketName);
        Assert.Equal(65532u, settings.PeerUid);
        Assert.Equal(0, settings.MaxBodyBytes);
        Assert.Equal(1024 * 1024, settings.BatchBytes);
        Assert.Equal(TimeSpan.FromMilliseconds(50), settings.MaxBatchAge);
        Assert.Equal(64 * 1024, settings.QueueBytes);
        Assert.Equal(TimeSpan.Zero, settings.DrainTime);
        Assert.Equal(["X-A", "X-B"], settings.RedactHeaders);
        Assert.Equal(["pin"], settings.RedactQueryKeys);
        Assert.Equal("shop.desc", settings.Descriptors);
        Assert.NotSame(BodyContentTypes.Default, settings.BodyContentTypes);
        Assert.Equal(32, settings.StreamEvents);
        Assert.True(settings.RespectsSampled);
        Assert.True(settings.HasHypertraceNames);
    }

    [Fact]
    public void A_token_and_authorities_go_with_spans_and_with_metrics()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 authority = new CertificateRequest("CN=a", key, HashAlgorithmName.SHA256).CreateSelfSigned(now, now.AddDays(1));
        string pem = authority.ExportCertificatePem();
        TmeSettings settings = Read(out string? fault, (TmeSetting.TokenFile, "/t"), (TmeSetting.CaBundle, pem));
        Assert.Null(fault);

        TmeExports exports = TmeExports.Read(_ => null, settings, out fault);

        Assert.Null(fault);
        Assert.Equal(("/t", pem), (exports.Spans!.TokenFile, exports.Spans.Authorities));
        Assert.Equal(("/t", pem), (exports.Metrics!.TokenFile, exports.Metrics.Authorities));
    }

    [Fact]
    public void What_is_wrong_with_authorities_is_told_without_them()
    {
        Read(out string? fault, (TmeSetting.CaBundle, "-----BEGIN PRIVATE KEY-----s3cret"));

        Assert.Equal("--ca-bundle, or PODMIRROR_CA_BUNDLE, holds no certificates of authorities in PEM form", fault);
    }

    [Theory]
    [InlineData(TmeSetting.Socket, "")]
    [InlineData(TmeSetting.PeerUid, "root")]
    [InlineData(TmeSetting.PeerUid, "-1")]
    [InlineData(TmeSetting.MaxBodyBytes, "2Mi")]
    [InlineData(TmeSetting.BatchBytes, "1")]
    [InlineData(TmeSetting.BatchBytes, "4Mi")]
    [InlineData(TmeSetting.BatchMs, "0")]
    [InlineData(TmeSetting.QueueBytes, "many")]
    [InlineData(TmeSetting.DrainSeconds, "601")]
    [InlineData(TmeSetting.RedactHeaders, ",")]
    [InlineData(TmeSetting.RedactQueryKeys, "--")]
    [InlineData(TmeSetting.BodyContentTypes, "")]
    [InlineData(TmeSetting.BodyContentTypes, "jason")]
    [InlineData(TmeSetting.StreamEvents, "33")]
    [InlineData(TmeSetting.StreamEvents, "-1")]
    [InlineData(TmeSetting.Sampled, "none")]
    [InlineData(TmeSetting.Attributes, "Hypertrace")]
    internal void What_cannot_be_is_a_fault_that_names_the_option(TmeSetting setting, string text)
    {
        Read(out string? fault, (setting, text));

        Assert.StartsWith($"--{setting} '{text}' is not ", fault, StringComparison.Ordinal);
    }

    private static TmeSettings Read(out string? fault, params (TmeSetting Setting, string Text)[] given)
    {
        var reader = new TmeSettingsReader(setting => (given.FirstOrDefault(pair => pair.Setting == setting).Text, $"--{setting}"));
        TmeSettings settings = reader.Read();
        fault = reader.Fault;
        return settings;
    }
}
