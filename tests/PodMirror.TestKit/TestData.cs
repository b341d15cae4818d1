namespace PodMirror.TestKit;

/// <summary>
/// Where real inputs are that the repository does not hold: the folder that PODMIRROR_TESTDATA names, else <c>shared</c> beside the repository.
/// </summary>
public static class TestData
{
    public const string Variable = "PODMIRROR_TESTDATA";

    /// <summary>The folder, whether it exists or not.</summary>
    public static string Folder =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Path.GetFullPath(Path.Combine(Repository(), "../shared"));

    /// <summary>A file or folder in it; null when it is not there, and then a test that needs it skips with <see cref="SkipReason"/>.</summary>
    public static string? Find(string relative)
    {
        string path = Path.Combine(Folder, relative);
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    /// <summary>Why a test that needs something of it is skipped.</summary>
    public static string SkipReason(string relative) => $"{relative} is not in {Folder}; set {Variable} to the folder that has it";

    /// <summary>The repository's root: the first folder above the test's binaries that has the solution.</summary>
    public static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "PodMirror.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("tests run from within the repository");
    }
}
