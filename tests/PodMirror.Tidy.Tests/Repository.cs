using System.Diagnostics;

namespace PodMirror.Tidy.Tests;

/// <summary>The repository that these tests were built from: its files as git knows them, those not yet added included.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<string>> Listed = new(List);

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file, as a path from the root with forward slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files => Listed.Value;

    /// <summary>The files whose path ends with one of these, under one of the folders when any are given.</summary>
    public static IEnumerable<string> FilesEndingIn(string ending, params string[] folders) =>
        Files.Where(f => f.EndsWith(ending, StringComparison.Ordinal))
            .Where(f => folders.Length == 0 || folders.Any(folder => f.StartsWith(folder + "/", StringComparison.Ordinal)));

    /// <summary>A file's text.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Whether a file or folder is there.</summary>
    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static string FindRoot()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "PodMirror.slnx")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException($"no PodMirror.slnx above {AppContext.BaseDirectory}");
    }

    private static IReadOnlyList<string> List()
    {
        // The clone may belong to another user than the one who tests it.
        string[] arguments = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
        {
            throw new InvalidOperationException($"git ls-files ended with {git.ExitCode}");
        }

        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(Exists).Order(StringComparer.Ordinal)];
    }
}
