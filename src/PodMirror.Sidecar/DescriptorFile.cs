using PodMirror.Spans;

namespace PodMirror.Sidecar;

/// <summary>Reads the file of <c>--descriptors</c>.</summary>
internal static class DescriptorFile
{
    /// <summary>Reads it.</summary>
    /// <param name="path">The file; null when none was given.</param>
    /// <param name="fault">What is wrong with it, in one line with its name; null when nothing is.</param>
    /// <returns>Null when there is none, or a fault.</returns>
    internal static DescriptorSet? Read(string? path, out string? fault)
    {
        fault = null;
        if (path is null)
        {
            return null;
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > DescriptorSet.MaxBytes)
            {
                fault = $"{path}: longer than {DescriptorSet.MaxBytes >> 20} MiB";
                return null;
            }

            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            DescriptorSet? set = DescriptorSet.TryRead(bytes, out fault);
            fault = fault is null ? null : $"{path}: {fault}";
            return set;
        }
        catch (Exception e) when (FileErrors.IsOfFiles(e))
        {
            fault = $"{path}: {FileErrors.Reason(e, path)}";
            return null;
        }
    }

    /// <summary>What a set lacks, in one line; null when nothing.</summary>
    internal static string? Warning(string? path, DescriptorSet? set) => set?.MissingType is { } type
        ? $"{path}: {type} is not in it and is shown by the numbers of its fields; protoc puts it in with --include_imports"
        : null;
}
