using PodMirror.Injection;
using PodMirror.Kubernetes;
using PodMirror.Sidecar.Cluster;

namespace PodMirror.Sidecar.Check;

/// <summary>
/// Whether the Secrets and ConfigMaps that the settings name for sidecars are where Pods look for them: each in its own namespace, and without it
/// they start all the same and wait (docs/install.md). Only that they exist is asked, not what they hold.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="options">The settings.</param>
internal sealed class CredentialsCheck(ClusterReader cluster, InjectionOptions options)
{
    private const string Name = "credentials";

    /// <summary>A question for each object and namespace; of more namespaces than these nothing is said.</summary>
    private const int MostNamespaces = 100;

    /// <summary>A line for each object that is missing somewhere, one for each that cannot be asked for, or one that all are there.</summary>
    /// <param name="namespaces">Those that take part.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<IReadOnlyList<CheckLine>> RunAsync(IReadOnlyList<string> namespaces, CancellationToken cancel)
    {
        var lines = new List<CheckLine>();
        (string Kind, string Resource, string Name)[] objects = [.. Objects()];
        foreach ((string kind, string resource, string name) in objects)
        {
            if (await FindAsync(kind, resource, name, [.. namespaces.Take(MostNamespaces)], cancel) is { } line)
            {
                lines.Add(line);
            }
        }

        if (lines.Count == 0 && objects.Length > 0 && namespaces.Count > 0)
        {
            string names = string.Join(", ", objects.Select(one => $"{one.Kind} {one.Name}"));
            string all = namespaces.Count > MostNamespaces ? $"each of the first {MostNamespaces}" : "each";
            lines.Add(new(NamespaceChecks.Category, Name, CheckStatus.Ok, $"{all} has what its sidecars read: {names}"));
        }

        return lines;
    }

    private async Task<CheckLine?> FindAsync(string kind, string resource, string name, string[] namespaces, CancellationToken cancel)
    {
        var without = new List<string>();
        foreach (string space in namespaces)
        {
            Found found = await cluster.GetMetadataAsync(KubePath.Core(space, resource, name), cancel);
            if (found.IsAbsent)
            {
                without.Add(space);
            }
            else if (!found.IsThere)
            {
                return new(NamespaceChecks.Category, Name, CheckStatus.Warn, $"{kind} {space}/{name} cannot be read: {found.Fault}");
            }
        }

        return without.Count == 0 ? null : new(
            NamespaceChecks.Category, Name, CheckStatus.Warn,
            $"{kind} {name}, which sidecars read, is missing in {NamespaceChecks.Joined(without)}",
            "make it there: running sidecars take it without a restart");
    }

    private IEnumerable<(string Kind, string Resource, string Name)> Objects()
    {
        TmeCredentials credentials = options.TmeCredentials;
        if (credentials.CaConfigMap is { } authorities)
        {
            yield return ("ConfigMap", "configmaps", authorities);
        }

        string?[] secrets = [credentials.CaSecret, credentials.ClientCertificateSecret, credentials.TokenSecret];
        foreach (string secret in secrets.OfType<string>().Distinct())
        {
            yield return ("Secret", "secrets", secret);
        }
    }
}
