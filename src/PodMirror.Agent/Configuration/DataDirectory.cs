namespace PodMirror.Agent.Configuration;

/// <summary>
/// The directory of the store, made if need be, and held by this process alone: two writers of one store would each delete the other's rows.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private const string LockName = "podmirror.lock";
    private readonly FileStream? _lock;

    private DataDirectory(string? path, FileStream? @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>The directory; null for a store in memory.</summary>
    public string? Path { get; }

    /// <summary>Makes and locks the directory; throws <see cref="StartupException"/> when that is not possible.</summary>
    public static DataDirectory Open(string data)
    {
        if (data == AgentOptions.InMemory)
        {
            return new DataDirectory(null, null);
        }

        try
        {
            string path = Private.MakeDirectory(data).FullName;
            return new DataDirectory(path, Private.Lock(System.IO.Path.Combine(path, LockName)));
        }
        catch (UnauthorizedAccessException)
        {
            throw new StartupException(
                $"cannot write to {data}: permission denied; name a directory with --data DIR, or use --data {AgentOptions.InMemory}");
        }
        catch (IOException fault) when (File.Exists(System.IO.Path.Combine(data, LockName)))
        {
            throw new StartupException($"{data} is in use by another podmirror-agent; name another directory with --data DIR", fault);
        }
        catch (IOException fault)
        {
            throw new StartupException($"cannot use {data} ({FaultText.Of(fault, data)}); name a directory with --data DIR", fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();
}
