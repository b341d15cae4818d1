using System.Globalization;

namespace PodMirror.E2E.Tests.Story;

/// <summary>The first process of a container, as the kernel of its node shows it in <c>/proc</c>.</summary>
/// <param name="folder">Its folder there.</param>
internal sealed class ContainerProcess(string folder)
{
    /// <summary>The process whose control group has the container's id in its name.</summary>
    public static ContainerProcess Of(string containerId) => Directory
        .EnumerateDirectories("/proc")
        .Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _))
        .Where(folder => File.ReadAllText(folder + "/cgroup").Contains(containerId, StringComparison.Ordinal))
        .Select(folder => new ContainerProcess(folder))
        .First();

    /// <summary>A line of its status, with single spaces.</summary>
    public string Status(string name) => string.Join(' ', File
        .ReadLines(folder + "/status")
        .Single(line => line.StartsWith(name + ":", StringComparison.Ordinal))
        .Split('\t', StringSplitOptions.RemoveEmptyEntries)[1..]);

    /// <summary>A set of capabilities of its status.</summary>
    public ulong Capabilities(string name) => ulong.Parse(Status(name), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>With what the root of its file system is mounted (proc(5), mountinfo: id, parent, device, root, mount point, options).</summary>
    public string RootMountOptions() => File
        .ReadLines(folder + "/mountinfo")
        .Select(line => line.Split(' '))
        .Single(fields => fields[4] == "/")[5];

    /// <summary>The names in a folder that it sees.</summary>
    public IEnumerable<string?> FilesOf(string path)
    {
        string seen = folder + "/root" + path;
        return Directory.Exists(seen) ? Directory.EnumerateFileSystemEntries(seen).Select(Path.GetFileName) : [];
    }
}
