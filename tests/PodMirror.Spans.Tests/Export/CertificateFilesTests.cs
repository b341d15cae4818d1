namespace PodMirror.Spans.Tests;

public sealed class CertificateFilesTests
{
    [Fact]
    public void A_file_that_is_not_there_or_a_folder_is_said_in_words()
    {
        Assert.EndsWith("OTLP_CERTIFICATE, /does/not/exist: no such file", Explain("/does/not/exist"), StringComparison.Ordinal);
        Assert.EndsWith("OTLP_CERTIFICATE, /: it is a folder", Explain("/"), StringComparison.Ordinal);
        Assert.Contains("holds no certificate", Explain("/dev/null"), StringComparison.Ordinal);
    }

    private static string Explain(string file) =>
        CertificateFiles.Explain(new ExporterOptions { Endpoint = new Uri("http://localhost:4318"), CertificateFile = file });
}
