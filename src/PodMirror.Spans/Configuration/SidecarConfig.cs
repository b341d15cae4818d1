using System.Text.Json;

namespace PodMirror.Spans;

/// <summary>
/// The document of settings that sidecars take without a restart (docs/sidecar-config.md): for every Pod, for the Pods of a namespace, and for
/// those of a Deployment.
/// </summary>
public sealed class SidecarConfig
{
    /// <summary>Bytes of a document: what a ConfigMap holds. Thousands of scopes, or descriptors of some hundred services.</summary>
    public const int MaxBytes = 1024 * 1024;

    internal const string DefaultsMember = "defaults";
    private const string NamespacesMember = "namespaces";
    private const string DeploymentsMember = "deployments";

    private readonly Dictionary<string, ConfigScope> _namespaces = [];
    private readonly Dictionary<string, ConfigScope> _deployments = [];
    private ConfigScope _defaults = ConfigScope.Empty;

    private SidecarConfig()
    {
    }

    /// <summary>A document that sets nothing.</summary>
    public static SidecarConfig Empty { get; } = new();

    /// <summary>A member that is not known here and was passed over; null when there is none.</summary>
    public string? Unknown { get; private set; }

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">The document, JSON.</param>
    /// <param name="isStrict">
    /// Whether a member that is not known is a fault. It is one of a file that a person wrote, and none of what an agent sent, which may be newer.
    /// </param>
    /// <param name="config">The settings; null when there is a fault.</param>
    /// <param name="fault">What is wrong, with line and column; empty when nothing is.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, bool isStrict, out SidecarConfig? config, out string fault)
    {
        config = null;
        if (utf8.Length > MaxBytes)
        {
            fault = $"longer than {MaxBytes} bytes";
            return false;
        }

        var reader = new ConfigReader(utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8, isStrict);
        var read = new SidecarConfig();
        try
        {
            read.Read(ref reader);
        }
        catch (JsonException e)
        {
            reader.FailAt(e.LineNumber ?? 0, e.BytePositionInLine ?? 0, "no valid JSON");
        }
        catch (InvalidOperationException)
        {
            // What the library says to a string that is no Unicode.
            reader.Fail("no valid text");
        }

        fault = reader.Fault ?? "";
        read.Unknown = reader.Unknown;
        config = reader.Fault is null ? read : null;
        return config is not null;
    }

    /// <summary>What holds for a Pod.</summary>
    /// <param name="space">Its namespace; null when not known.</param>
    /// <param name="deployment">The Deployment that it belongs to; null when to none.</param>
    public ConfigScope For(string? space, string? deployment)
    {
        ConfigScope ofNamespace = space is not null && _namespaces.TryGetValue(space, out ConfigScope? found) ? found : ConfigScope.Empty;
        ConfigScope ofDeployment = _deployments.GetValueOrDefault($"{space}/{deployment}") ?? ConfigScope.Empty;
        return ofDeployment.Inside(ofNamespace).Inside(_defaults);
    }

    private void Read(ref ConfigReader reader)
    {
        var seen = new HashSet<string>();
        reader.BeginDocument();
        while (reader.TryReadMember(seen, out string name))
        {
            switch (name)
            {
                case DefaultsMember:
                    _defaults = reader.ReadScope();
                    break;
                case NamespacesMember:
                    ReadScopes(ref reader, _namespaces, isDeployment: false);
                    break;
                case DeploymentsMember:
                    ReadScopes(ref reader, _deployments, isDeployment: true);
                    break;
                default:
                    reader.PassOver(name);
                    break;
            }
        }

        reader.EndDocument();
    }

    private static void ReadScopes(ref ConfigReader reader, Dictionary<string, ConfigScope> scopes, bool isDeployment)
    {
        var seen = new HashSet<string>();
        reader.BeginObject();
        while (reader.TryReadMember(seen, out string name))
        {
            string[] parts = name.Split('/');
            if (parts.Length != (isDeployment ? 2 : 1) || parts.Any(static part => part.Length == 0))
            {
                reader.Fail(isDeployment ? "a deployment is named NAMESPACE/NAME" : "a namespace has a name without a slash");
                return;
            }

            scopes[name] = reader.ReadScope();
        }
    }
}
