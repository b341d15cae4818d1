using System.Security.Cryptography;
using PodMirror.Agent.Configuration;

namespace PodMirror.Agent.Security;

/// <summary>
/// Files that are used as they are now, read again whenever <see cref="Refresh"/> is called: Kubernetes changes mounted ones by moving links, which
/// no time stamp of their own tells. What cannot be used changes nothing, and is logged once.
/// </summary>
/// <param name="what">Whose files they are, for the log and for errors.</param>
/// <param name="paths">The files; they are used together.</param>
/// <param name="maxBytes">The most bytes that one of them may have.</param>
/// <param name="take">Uses the contents, in the order of the paths; tells why they cannot be used, or null.</param>
/// <param name="log">Where changes are told.</param>
internal sealed class ReloadedFiles(
    string what, IReadOnlyList<string> paths, int maxBytes, Func<IReadOnlyList<byte[]>, string?> take, ILogger log)
{
    private readonly Lock _gate = new();
    private byte[] _seen = [];
    private string? _refused;

    /// <summary>Whose files they are.</summary>
    public string What => what;

    /// <summary>Told of contents that cannot be used, once each; not of files that cannot be read.</summary>
    public Action? OnRefused { get; init; }

    /// <summary>Why they cannot be used as they are now; null when they can.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Reads them for the first time. Throws <see cref="StartupException"/> when they cannot be used.</summary>
    public void Start()
    {
        lock (_gate)
        {
            Trouble = Read();
        }

        if (Trouble is { } trouble)
        {
            throw new StartupException($"cannot use {what}: {trouble}");
        }
    }

    /// <summary>Reads them, and uses them if they are others than before.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            string? fault = Read();
            if (fault is not null && fault != Trouble)
            {
                SecurityLog.Refused(log, what, fault);
            }

            Trouble = fault;
        }
    }

    private string? Read()
    {
        var contents = new List<byte[]>(paths.Count);
        foreach (string path in paths)
        {
            try
            {
                contents.Add(ReadAtMost(path, maxBytes));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return $"{path}: {FaultText.OfFile(fault)}";
            }
        }

        // The hash, not the contents: there are keys among them.
        byte[] hash = SHA256.HashData([.. contents.SelectMany(SHA256.HashData)]);
        if (!hash.AsSpan().SequenceEqual(_seen))
        {
            _seen = hash;
            _refused = contents.Find(content => content.Length > maxBytes) is null ? Take(contents) : $"more than {maxBytes} bytes";
            if (_refused is null)
            {
                SecurityLog.Taken(log, what);
            }
            else
            {
                OnRefused?.Invoke();
            }
        }

        return _refused;
    }

    /// <summary>Uses the contents; what a library throws for them is a fault like any other.</summary>
    private string? Take(List<byte[]> contents)
    {
        try
        {
            return take(contents);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or NotSupportedException)
        {
            return "they are not what they should be";
        }
    }

    // One byte more than may be tells that there are too many.
    private static byte[] ReadAtMost(string path, int maxBytes)
    {
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[maxBytes + 1];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
