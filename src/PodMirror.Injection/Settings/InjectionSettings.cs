using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PodMirror.Injection;

/// <summary>
/// The administrator's settings as they are written: one JSON object (docs/injection.md). What is absent has its default; a key that means nothing
/// is a fault.
/// </summary>
/// <param name="NativeSidecars">When init containers that stay are used.</param>
public sealed record InjectionSettings(NativeSidecarPolicy NativeSidecars)
{
    private static readonly string[] PullPolicies = ["IfNotPresent", "Always", "Never"];
    private static readonly string[] PodSecurityLevels = ["privileged", "baseline", "restricted"];

    private InjectionOptions Options { get; init; } = null!;

    /// <summary>The key under which they are in the ConfigMap.</summary>
    public const string Key = "injection.json";

    /// <summary>Reads them.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="fault">One line: the key, and what belongs there.</param>
    public static bool TryRead(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out InjectionSettings? settings, [NotNullWhen(false)] out string? fault)
    {
        (settings, fault) = (null, null);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            settings = SettingsObject.Read(document.RootElement, "", Read);
        }
        catch (JsonException wrong)
        {
            fault = $"no JSON (line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1})";
        }
        catch (FormatException wrong)
        {
            fault = wrong.Message;
        }
        catch (InvalidOperationException)
        {
            fault = "a text in it is no text: half a character, or no UTF-8";
        }

        return settings is not null;
    }

    /// <summary>The options for a cluster.</summary>
    /// <param name="everyKubeletRunsThem">Whether every kubelet runs init containers that stay.</param>
    public InjectionOptions For(bool everyKubeletRunsThem) => Options with
    {
        NativeSidecars = NativeSidecars == NativeSidecarPolicy.Always || (NativeSidecars == NativeSidecarPolicy.Auto && everyKubeletRunsThem),
    };

    private static InjectionSettings Read(SettingsObject settings)
    {
        string sidecars = settings.OneOf("nativeSidecars", "auto", "always", "never") ?? "auto";
        return new(Enum.Parse<NativeSidecarPolicy>(sidecars, ignoreCase: true)) { Options = ReadOptions(settings) };
    }

    private static InjectionOptions ReadOptions(SettingsObject settings)
    {
        var defaults = new InjectionOptions
        {
            Image = settings.Required("image", SettingForms.IsImage, "an image"),
            Endpoint = settings.Required("endpoint", SettingForms.IsEndpoint, "a URL such as http://podmirror.podmirror.svc:4318"),
        };
        return settings.Object("mirror", mirror => settings.Object("tme", tme => defaults with
        {
            Names = ReadNames(settings, defaults.Names),
            ImagePullPolicy = settings.OneOf("imagePullPolicy", PullPolicies) ?? defaults.ImagePullPolicy,
            ImagePullSecrets = settings.Texts("imagePullSecrets", SettingForms.IsSubdomain, "a list of Secrets") ?? defaults.ImagePullSecrets,
            ExcludedNamespaces = settings.Texts("excludedNamespaces")?.ToHashSet() ?? defaults.ExcludedNamespaces,
            DefaultPodSecurity = settings.OneOf("defaultPodSecurity", PodSecurityLevels) ?? defaults.DefaultPodSecurity,
            ClusterName = settings.Text("clusterName") is { Length: > 0 } name ? name : null,
            MirrorArguments = mirror.Texts("arguments") ?? defaults.MirrorArguments,
            MirrorResources = ReadResources(mirror, defaults.MirrorResources),
            TmeArguments = tme.Texts("arguments") ?? defaults.TmeArguments,
            TmeEnvironment = ReadEnvironment(tme),
            TmeCredentials = CredentialSettings.Read(tme, ReadEnvironment(tme)),
            TmeResources = ReadResources(tme, defaults.TmeResources),
            LargestResources = settings.Object("largestResources", largest => ReadLargest(largest, defaults.LargestResources)),
            UserId = settings.Number("runAsUser", defaults.UserId),
        }));
    }

    private static Dictionary<string, string> ReadEnvironment(SettingsObject tme)
    {
        Dictionary<string, string> variables = tme.Map("environment") ?? [];
        return variables.Keys.All(SettingForms.IsVariable) ? variables : throw tme.Wrong("environment", "texts by names of variables");
    }

    private static InjectionNames ReadNames(SettingsObject settings, InjectionNames defaults) => new()
    {
        NamespaceLabel = settings.Text("namespaceLabel", SettingForms.IsLabelKey, "a label's key") ?? defaults.NamespaceLabel,
        Prefix = settings.Text("annotationPrefix", SettingForms.IsSubdomain, "a DNS name in lower case") ?? defaults.Prefix,
    };

    private static ContainerResources ReadResources(SettingsObject container, ContainerResources defaults) =>
        container.Object("resources", resources => resources.Object("requests", requests => resources.Object("limits", limits =>
            new ContainerResources(
                ReadAmounts(requests, limits, "cpu", defaults.Cpu),
                Enough(limits, ReadAmounts(requests, limits, "memory", defaults.Memory))))));

    private static ResourceAmounts Enough(SettingsObject limits, ResourceAmounts memory)
    {
        Quantity least = InjectionOptions.SmallestMemoryLimit;
        return memory.Limit.Value >= least.Value
            ? memory
            : throw limits.Wrong("memory", $"at least {least}, without which the container does not run");
    }

    private static ResourceAmounts ReadAmounts(SettingsObject requests, SettingsObject limits, string resource, ResourceAmounts defaults)
    {
        Quantity request = requests.Quantity(resource) ?? defaults.Request;
        Quantity limit = limits.Quantity(resource) ?? defaults.Limit;
        return request.Value <= limit.Value
            ? new ResourceAmounts(request, limit)
            : throw limits.Wrong(resource, $"at least the request, which is {request}");
    }

    private static ContainerResources ReadLargest(SettingsObject largest, ContainerResources defaults)
    {
        Quantity cpu = largest.Quantity("cpu") ?? defaults.Cpu.Limit;
        Quantity memory = largest.Quantity("memory") ?? defaults.Memory.Limit;
        return new ContainerResources(new ResourceAmounts(cpu, cpu), new ResourceAmounts(memory, memory));
    }
}
