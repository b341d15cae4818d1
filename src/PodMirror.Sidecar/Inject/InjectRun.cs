using System.Text;
using PodMirror.Injection;

namespace PodMirror.Sidecar.Inject;

/// <summary>
/// The whole of inject and uninject: read every file, change what makes Pods, write it all. Nothing is written unless every file could be read:
/// half of a set of manifests is worse than none.
/// </summary>
internal sealed class InjectRun
{
    private readonly InjectOptions _options;
    private readonly InjectTerminal _terminal;
    private readonly ManifestFiles _files;
    private readonly List<ManifestInput> _inputs = [];
    private readonly List<(string File, WorkloadOutcome Outcome)> _outcomes = [];
    private bool _hasFailed;

    private InjectRun(InjectOptions options, InjectTerminal terminal) =>
        (_options, _terminal, _files) = (options, terminal, new ManifestFiles(terminal.Input));

    /// <summary>Adds the containers.</summary>
    /// <returns>The exit code.</returns>
    internal static int Inject(InjectOptions options, InjectTerminal terminal) => new InjectRun(options, terminal).Run(
        (workload, settings, namespaces) => WorkloadInjection.Inject(workload, namespaces.Of(workload.Namespace), settings));

    /// <summary>Takes the containers back.</summary>
    /// <returns>The exit code.</returns>
    internal static int Uninject(InjectOptions options, InjectTerminal terminal) => new InjectRun(options, terminal).Run(
        static (workload, settings, _) => WorkloadUninjection.Uninject(workload, settings));

    private int Run(Func<Workload, InjectionOptions, NamespaceAssumptions, WorkloadOutcome> change)
    {
        if (!InjectSettings.TryMake(_options, _files.Read, out InjectionOptions? settings, out string? fault))
        {
            return Fail(fault);
        }

        ReadAll();
        if (_hasFailed)
        {
            return ExitCode.Error;
        }

        var namespaces = new NamespaceAssumptions(settings.Names, _options.Mode);
        foreach (ManifestDocument document in _inputs.SelectMany(input => input.Manifest.Documents))
        {
            namespaces.Add(document.Data);
        }

        string output = ManifestJoin.Join([.. _inputs.Select(input =>
            (input.Manifest, Change(input, workload => change(workload, settings, namespaces))))]);
        if (!TryWrite(output))
        {
            return ExitCode.Error;
        }

        Report();
        return ExitCode.Ok;
    }

    private void ReadAll()
    {
        foreach (string name in _options.Files)
        {
            try
            {
                IReadOnlyList<string> files = ManifestFiles.Expand(name);
                if (files.Count == 0)
                {
                    Fail($"{name}: a folder without .yaml, .yml or .json files");
                }

                foreach (string file in files)
                {
                    Read(file);
                }
            }
            catch (Exception e) when (FileErrors.IsOfFiles(e))
            {
                Fail($"{name}: {FileErrors.Reason(e, name)}");
            }
        }
    }

    private void Read(string file)
    {
        byte[] bytes;
        try
        {
            bytes = _files.Read(file);
        }
        catch (Exception e) when (FileErrors.IsOfFiles(e))
        {
            Fail($"{file}: {FileErrors.Reason(e, file)}");
            return;
        }

        if (ManifestText.TryRead(bytes, IsWanted, out Manifest? manifest, out ManifestFault? fault))
        {
            _inputs.Add(new ManifestInput(file, manifest));
            return;
        }

        Fail(fault.Line == 0 ? $"{file}: {fault.Reason}" : $"{file}:{fault.Line}:{fault.Column}: {fault.Reason}");
    }

    private static bool IsWanted(string? apiVersion, string? kind) =>
        WorkloadKinds.Find(apiVersion, kind) is not null || WorkloadKinds.IsList(apiVersion, kind)
        || NamespaceAssumptions.IsNamespace(apiVersion, kind);

    private string Change(ManifestInput input, Func<Workload, WorkloadOutcome> change)
    {
        var changed = new HashSet<ManifestDocument>(ReferenceEqualityComparer.Instance);
        foreach (ManifestDocument document in input.Manifest.Documents)
        {
            foreach (Workload workload in WorkloadFinder.Find(document.Data))
            {
                WorkloadOutcome outcome = change(workload);
                _outcomes.Add((input.Name, outcome));
                if (outcome.IsChanged)
                {
                    changed.Add(document);
                }
            }
        }

        return ManifestWriter.Write(input.Manifest, changed);
    }

    private bool TryWrite(string output)
    {
        string name = _options.Output ?? "standard output";
        try
        {
            byte[] bytes = Encoding.UTF8.GetBytes(output);
            if (_options.Output is { } file)
            {
                WholeFile.Write(file, bytes);
            }
            else
            {
                _terminal.Output.Write(bytes);
                _terminal.Output.Flush();
            }

            return true;
        }
        catch (Exception e) when (FileErrors.IsOfFiles(e))
        {
            // Whoever read the output has seen enough, as head does: no error of ours.
            if (e is IOException broken && FileErrors.IsBrokenPipe(broken))
            {
                return true;
            }

            Fail($"{name}: cannot be written: {FileErrors.Reason(e, name)}");
            return false;
        }
    }

    private void Report()
    {
        var report = new InjectReport(_terminal.Error, _terminal.Colours);
        if (_options.Json)
        {
            report.WriteJson(_outcomes);
        }
        else
        {
            IEnumerable<ManifestDocument> documents = _inputs.SelectMany(input => input.Manifest.Documents);
            string[] foreign = [.. documents.SelectMany(ForeignKinds).Distinct(StringComparer.Ordinal)];
            report.WriteText(_outcomes, foreign);
        }
    }

    private static IEnumerable<string> ForeignKinds(ManifestDocument document) =>
        document.ForeignKind is { } kind ? [kind] : WorkloadFinder.FindForeign(document.Data);

    private int Fail(string message)
    {
        _hasFailed = true;
        _terminal.Error.WriteLine($"podmirror: {VisibleRunes.Of(message)}");
        return ExitCode.Error;
    }
}
