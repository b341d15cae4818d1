namespace PodMirror.Spans.Tests;

public sealed class CertificateFilesTests
{
    [Fact]
    public void A_file_that_is_not_there_or_a_folder_is_said_in_words()
    {
        Assert.EndsWith("OTLP_CERTIFICATE, /does/not/exist: no such file", Explain("/does/not/exist"), StringComparison.Ordinal);
        Assert.EndsWith("OTLP_CERTIFICATE, /: it is a folder", Explain("/"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_a_certificate_is_said_to_hold_none()
    {
        // A file of the test's own: what another process writes to, as /dev/null, the runtime does not open.
        string file = Path.GetTempFileName();
        Assert.Contains("holds no certificate", Explain(file), StringComparison.Ordinal);
        File.Delete(file);
    }

    private static string Explain(string file) =>
        CertificateFiles.Explain(new ExporterOptions { Endpoint = new Uri("http://localhost:4318"), CertificateFile = file });
}
