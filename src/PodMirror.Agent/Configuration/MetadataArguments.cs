using System.CommandLine;
using PodMirror.Agent.PodMetadata;
using static PodMirror.Agent.Configuration.AgentCommand;

namespace PodMirror.Agent.Configuration;

/// <summary>The options of metadata on the command line.</summary>
internal sealed class MetadataArguments
{
    // A prefix of 253 characters, a slash, a name of 63 (Kubernetes, "Labels and Selectors").
    private const int MaxKeyLength = 317;

    private readonly Option<bool> _metadata = new("--metadata")
    {
        Description = "Add to spans what the cluster knows of their Pods: owners, and the labels and annotations asked for. Needs a cluster.",
    };

    private readonly Option<string[]> _labels = Keys("--metadata-labels", "Labels of Pods to add, as k8s.pod.label.KEY. Repeatable.");
    private readonly Option<string[]> _annotations = Keys(
        "--metadata-annotations", "Annotations of Pods to add, as k8s.pod.annotation.KEY. Repeatable.");

    private readonly Option<bool> _serviceNameFromLabels = new("--metadata-service-name-from-labels")
    {
        Description = "Take service.name, where a sender gives none, from app.kubernetes.io/instance and app.kubernetes.io/name too.",
    };

    private readonly Option<string> _wait = Text(
        "--metadata-wait", "TIME", "How long after the start requests wait until every Pod is known. Default: 5s.");

    private readonly Option<string> _maxBytes = Text(
        "--metadata-max-bytes", "SIZE", "Bound of what is known of Pods; beyond it new ones are left out. Default: 256MiB.");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] options = [_metadata, _labels, _annotations, _serviceNameFromLabels, _wait, _maxBytes];
        Array.ForEach(options, command.Options.Add);
    }

    /// <summary>Reads them; null without --metadata. Throws <see cref="UsageException"/> for the first that cannot be read.</summary>
    public MetadataOptions? Read(ParseResult result, string? kubeconfig)
    {
        if (!result.GetValue(_metadata))
        {
            return null;
        }

        var defaults = new MetadataOptions();
        string[] labels = ReadKeys(result, _labels);
        string[] annotations = ReadKeys(result, _annotations);
        return labels.Length + annotations.Length > MetadataLimits.MaxKeys
            ? throw new UsageException($"{_labels.Name} and {_annotations.Name}: at most {MetadataLimits.MaxKeys} together")
            : defaults with
            {
                Labels = labels,
                Annotations = annotations,
                ServiceNameFromLabels = result.GetValue(_serviceNameFromLabels),
                Wait = Duration(result, _wait, AgentLimits.MaxMetadataWait, defaults.Wait),
                MaxBytes = Size(result, _maxBytes, MetadataLimits.MinTableBytes, defaults.MaxBytes),
                Kubeconfig = kubeconfig,
            };
    }

    private static Option<string[]> Keys(string name, string description) => new(name) { HelpName = "KEY,KEY", Description = description };

    private static string[] ReadKeys(ParseResult result, Option<string[]> option)
    {
        string[] keys = [.. (result.GetValue(option) ?? []).SelectMany(text => text.Split(',')).Select(key => key.Trim()).Distinct()];
        return Array.Find(keys, key => !IsKey(key)) is { } wrong
            ? throw new UsageException($"{option.Name} {wrong}: write keys with commas between them, such as app,example.com/team")
            : keys;
    }

    private static bool IsKey(string key) => key.Length is > 0 and <= MaxKeyLength
        && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/') && key.Count(c => c == '/') <= 1;
}
