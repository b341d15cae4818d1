namespace PodMirror.Spans;

/// <summary>Words for certificates that cannot be used. The runtime's messages are not in an executable that is compiled ahead of time.</summary>
public static class CertificateFiles
{
    /// <summary>Names the first file that cannot be used, and why, after the making of a sender failed.</summary>
    public static string Explain(ExporterOptions options)
    {
        (string Variable, string? File)[] files =
        [
            ("CERTIFICATE", options.CertificateFile), ("CLIENT_CERTIFICATE", options.ClientCertificateFile), ("CLIENT_KEY", options.ClientKeyFile),
        ];
        foreach ((string variable, string? file) in files)
        {
            if (file is not null && Fault(file) is { } fault)
            {
                return $"cannot use the file of OTEL_EXPORTER_OTLP_{variable}, {file}: {fault}";
            }
        }

        return "cannot use the files of OTEL_EXPORTER_OTLP_CERTIFICATE, _CLIENT_CERTIFICATE and _CLIENT_KEY: "
            + "one holds no certificate or key in PEM form, or the key is not that of the certificate";
    }

    private static string? Fault(string file)
    {
        if (Directory.Exists(file))
        {
            return "it is a folder";
        }

        try
        {
            using FileStream opened = File.OpenRead(file);
            return null;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return "no such file";
        }
        catch (UnauthorizedAccessException)
        {
            return "permission denied";
        }
        catch (IOException)
        {
            return "it cannot be read";
        }
    }
}
