using System.Diagnostics.CodeAnalysis;
using PodMirror.Injection;

namespace PodMirror.Sidecar.Inject;

/// <summary>The settings of injection where no cluster is asked for them: of a file, or the chart's, and what the command line changes.</summary>
internal static class InjectSettings
{
    private const string UsualEndpoint = "http://podmirror.podmirror.svc:4318";
    private const string UsualRepository = "ghcr.io/podmirror/podmirror";

    /// <summary>What a release has without further ado.</summary>
    internal static InjectionOptions Usual => new() { Image = UsualImage, Endpoint = UsualEndpoint };

    private static string UsualImage => $"{UsualRepository}:{typeof(InjectSettings).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>Makes them.</summary>
    /// <param name="asked">The command line.</param>
    /// <param name="read">Reads the file of settings.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="fault">What is wrong with the file, in one line that begins with its name.</param>
    internal static bool TryMake(
        InjectOptions asked, Func<string, byte[]> read, [NotNullWhen(true)] out InjectionOptions? settings, [NotNullWhen(false)] out string? fault)
    {
        if (!TryRead(asked.Config, read, out settings, out fault))
        {
            return false;
        }

        settings = settings with
        {
            Image = asked.Image ?? settings.Image,
            Endpoint = asked.Endpoint ?? settings.Endpoint,
            NativeSidecars = asked.NativeSidecars ?? settings.NativeSidecars,
        };
        return true;
    }

    private static bool TryRead(
        string? file, Func<string, byte[]> read, [NotNullWhen(true)] out InjectionOptions? settings, [NotNullWhen(false)] out string? fault)
    {
        (settings, fault) = (null, null);
        if (file is null)
        {
            settings = Usual;
            return true;
        }

        try
        {
            // Nobody knows the kubelets here. Native sidecars on one that is too old would hold up the Pod; plain ones run everywhere.
            if (InjectionSettings.TryRead(read(file), out InjectionSettings? found, out fault))
            {
                settings = found.For(everyKubeletRunsThem: false);
                return true;
            }

            fault = $"{file}: {fault}";
        }
        catch (Exception e) when (FileErrors.IsOfFiles(e))
        {
            fault = $"{file}: {FileErrors.Reason(e, file)}";
        }

        return false;
    }
}
