using System.Globalization;

namespace PodMirror.Spans;

/// <summary>Reads the standard variables of OpenTelemetry exporters (OpenTelemetry Protocol Exporter). The table is in docs/tme.md.</summary>
public static class ExporterVariables
{
    private const string DefaultHttp = "http://localhost:4318";
    private const string DefaultGrpc = "http://localhost:4317";
    private const string Disabled = "OTEL_SDK_DISABLED";
    private const string Exporter = "OTEL_TRACES_EXPORTER";

    // A day: what is longer is a mistake in the unit, which is milliseconds.
    private const int MaxTimeoutMs = 86_400_000;

    /// <summary>Makes options of the variables; those of the signal win over the general ones, and an empty one is as good as none.</summary>
    /// <param name="environment">Gives the value of a variable, or null.</param>
    /// <param name="fault">What is wrong and with which variable, without its value where that may be a secret; null when nothing is.</param>
    /// <param name="signal">What is exported.</param>
    public static ExporterOptions? Read(Func<string, string?> environment, out string? fault, OtlpSignal signal = OtlpSignal.Traces)
    {
        var variables = new Variables(environment, signal);
        ExportProtocol protocol = Protocol(variables, out fault);
        Uri? endpoint = fault is null ? Endpoint(variables, protocol, out fault) : null;
        IReadOnlyList<KeyValuePair<string, string>> headers = fault is null ? Headers(variables, out fault) : [];
        TimeSpan? timeout = fault is null ? TimeoutOf(variables, out fault) : null;
        bool useGzip = fault is null && UsesGzip(variables, out fault);
        if (fault is not null || endpoint is null)
        {
            return null;
        }

        var options = new ExporterOptions
        {
            Endpoint = endpoint,
            Signal = signal,
            Protocol = protocol,
            Headers = headers,
            UseGzip = useGzip,
            CertificateFile = variables.Get("CERTIFICATE", out _),
            ClientCertificateFile = variables.Get("CLIENT_CERTIFICATE", out _),
            ClientKeyFile = variables.Get("CLIENT_KEY", out _),
        };
        return timeout is { } given ? options with { Timeout = given } : options;
    }

    /// <summary>Whether the variables say that no spans shall be exported.</summary>
    public static bool IsDisabled(Func<string, string?> environment) => IsSdkDisabled(environment) || IsAnyOf(environment(Exporter), "none");

    /// <summary>
    /// What a person should know of those variables: values that mean nothing, which are ignored as the specification says (Environment Variable
    /// Specification, Boolean and Enum), by the variable's name.
    /// </summary>
    public static IEnumerable<string> Warnings(Func<string, string?> environment)
    {
        if (environment(Disabled) is { Length: > 0 } disabled && !IsAnyOf(disabled, "true", "false"))
        {
            yield return $"{Disabled} is neither true nor false; it is taken as false";
        }

        if (environment(Exporter) is { Length: > 0 } exporter && !IsAnyOf(exporter, "otlp", "none"))
        {
            yield return $"{Exporter} is neither otlp nor none; it is ignored, and spans are exported by OTLP";
        }
    }

    /// <summary>Whether the variables say that nothing at all shall be exported.</summary>
    internal static bool IsSdkDisabled(Func<string, string?> environment) => IsAnyOf(environment(Disabled), "true");

    internal static bool IsAnyOf(string? value, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (string.Equals(value, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static ExportProtocol Protocol(Variables variables, out string? fault)
    {
        string? value = variables.Get("PROTOCOL", out string name);
        fault = value is null or "http/protobuf" or "grpc" ? null : $"{name} is '{value}'; it can be http/protobuf or grpc";
        return value == "grpc" ? ExportProtocol.Grpc : ExportProtocol.HttpProtobuf;
    }

    private static Uri? Endpoint(Variables variables, ExportProtocol protocol, out string? fault)
    {
        bool isGrpc = protocol == ExportProtocol.Grpc;
        string text = variables.Get("ENDPOINT", out string name) ?? (isGrpc ? DefaultGrpc : DefaultHttp);
        if (isGrpc && !text.Contains("://", StringComparison.Ordinal))
        {
            bool isInsecure = string.Equals(variables.Get("INSECURE", out _), "true", StringComparison.OrdinalIgnoreCase);
            text = (isInsecure ? "http://" : "https://") + text;
        }

        bool isUrl = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0;
        if (!isUrl)
        {
            fault = $"{name} is no URL; it looks like {(isGrpc ? "http://agent:4317" : "http://agent:4318")}";
            return null;
        }

        if (uri!.UserInfo.Length > 0)
        {
            fault = $"{name} holds credentials; put them into OTEL_EXPORTER_OTLP_HEADERS, as Authorization=Basic%20...";
            return null;
        }

        fault = null;
        if (isGrpc || name == variables.NameOf("ENDPOINT"))
        {
            return uri;
        }

        // The general endpoint is a base, to which the signal's path is added; that of the signal is used as it is.
        return new UriBuilder(uri) { Path = uri.AbsolutePath.TrimEnd('/') + "/" + OtlpSignals.PathOf(variables.Signal) }.Uri;
    }

    private static List<KeyValuePair<string, string>> Headers(Variables variables, out string? fault)
    {
        bool isList = KeyValueList.TryParse(variables.Get("HEADERS", out string name), out List<KeyValuePair<string, string>> headers);
        fault = isList && headers.TrueForAll(static header => CanBeSent(header.Key, header.Value))
            ? null
            : $"{name} holds a header that cannot be read or sent; it looks like name=value,name=value with percent-encoded values";
        return headers;
    }

    private static bool CanBeSent(string name, string value) =>
        name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
        && value.All(static c => c is >= ' ' and <= '~');

    private static TimeSpan? TimeoutOf(Variables variables, out string? fault)
    {
        fault = null;
        if (variables.Get("TIMEOUT", out string name) is not { } text)
        {
            return null;
        }

        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds);
        if (!isNumber || milliseconds is < 1 or > MaxTimeoutMs)
        {
            fault = $"{name} is '{text}'; it is a number of milliseconds from 1 to {MaxTimeoutMs}";
            return null;
        }

        return TimeSpan.FromMilliseconds(milliseconds);
    }

    private static bool UsesGzip(Variables variables, out string? fault)
    {
        string? value = variables.Get("COMPRESSION", out string name);
        fault = value is null or "gzip" or "none" ? null : $"{name} is '{value}'; it can be gzip or none";
        return value == "gzip";
    }

    /// <summary>Looks a variable up for the signal first, then in general.</summary>
    private readonly struct Variables(Func<string, string?> environment, OtlpSignal signal)
    {
        internal OtlpSignal Signal => signal;

        internal string NameOf(string setting) => $"OTEL_EXPORTER_OTLP_{OtlpSignals.VariableOf(signal)}_{setting}";

        internal string? Get(string setting, out string name)
        {
            name = NameOf(setting);
            if (environment(name) is { Length: > 0 } ofSignal)
            {
                return ofSignal;
            }

            name = "OTEL_EXPORTER_OTLP_" + setting;
            return environment(name) is { Length: > 0 } general ? general : null;
        }
    }
}
