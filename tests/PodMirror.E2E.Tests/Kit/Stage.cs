namespace PodMirror.E2E.Tests.Kit;

/// <summary>What scripts/e2e has prepared for these tests, told by variables. Without them, as in a run of all projects, they are skipped.</summary>
internal static class Stage
{
    /// <summary>Why a test is skipped that nothing was prepared for.</summary>
    public const string Missing = "make e2e prepares what this needs";

    /// <summary>The folder with the archives of the images; null when none were built.</summary>
    public static string? Images => Read("IMAGES");

    /// <summary>Whether kubectl reaches a cluster that has the images.</summary>
    public static bool HasCluster => Read("CLUSTER") is not null;

    /// <summary>Whether this machine is the cluster's node, whose processes can be looked at.</summary>
    public static bool IsNode => Read("CLUSTER") is "ours" or "kept";

    /// <summary>What was installed, for scripts/e2e to take away when these tests cannot.</summary>
    public static string ReleaseFile => Path.Combine(Read("WORK")!, "release.yaml");

    /// <summary>The manifest of a release whose receivers ask for everything.</summary>
    public static string SecureReleaseFile => Path.Combine(Read("WORK")!, "secure.yaml");

    /// <summary>The name of an image, as the cluster has it.</summary>
    public static string Image(string name) => $"{Read("PREFIX")}/{name}:{Read("TAG")}";

    private static string? Read(string variable) =>
        Environment.GetEnvironmentVariable("PODMIRROR_E2E_" + variable) is { Length: > 0 } value ? value : null;
}
