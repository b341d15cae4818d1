using System.Security.Cryptography;

namespace PodMirror.Spans;

/// <summary>
/// Something that is made of files, and made anew when they change. They are read each time: Kubernetes changes mounted ones by moving links, which
/// no time stamp of their own tells. Once there was something, it holds until there is something else that can be used.
/// </summary>
/// <param name="files">The files; they are used together.</param>
/// <param name="maxBytes">The most bytes that one of them may have.</param>
/// <param name="make">Makes it of the contents, which are in the order of the files.</param>
/// <param name="log">Takes a line for people when it changed, or should have.</param>
internal sealed class WatchedFiles<T>(
    IReadOnlyList<ExportFile> files, int maxBytes, WatchedFiles<T>.Maker make, Action<string> log)
    where T : class
{
    /// <summary>Makes it of what is in the files; null with the fault when it cannot.</summary>
    internal delegate T? Maker(IReadOnlyList<ExportFile> files, IReadOnlyList<byte[]> contents, out string? fault);

    private byte[] _seen = [];
    private string? _refused;
    private string? _fault;

    /// <summary>What was made last; null as long as there is nothing.</summary>
    internal T? Current { get; private set; }

    /// <summary>Reads them.</summary>
    /// <returns>Why there is nothing; null when there is, be it of before.</returns>
    internal string? Refresh()
    {
        string? fault = Read();
        if (fault is not null && fault != _fault && Current is not null)
        {
            log($"{fault}; what was there before still holds");
        }

        _fault = fault;
        return Current is null ? fault : null;
    }

    private string? Read()
    {
        var contents = new List<byte[]>(files.Count);
        foreach (ExportFile file in files)
        {
            if (file.Read(maxBytes, out byte[] content) is { } fault)
            {
                return fault;
            }

            contents.Add(content);
        }

        // The hash, not the contents: there are secrets among them.
        byte[] hash = SHA256.HashData([.. contents.SelectMany(SHA256.HashData)]);
        if (!hash.AsSpan().SequenceEqual(_seen))
        {
            _seen = hash;
            Take(contents);
        }

        return _refused;
    }

    private void Take(List<byte[]> contents)
    {
        T? value = make(files, contents, out _refused);
        if (value is null)
        {
            return;
        }

        if (Current is not null)
        {
            log($"taken anew: {string.Join(" and ", files.Select(file => file.Path))}");
        }

        Current = value;
    }
}
