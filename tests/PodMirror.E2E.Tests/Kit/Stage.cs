namespace PodMirror.E2E.Tests.Kit;

/// <summary>What scripts/e2e has prepared for these tests, told by variables. Without them, as in a run of all projects, they are skipped.</summary>
internal static class Stage
{
    private const string ImagesVariable = "PODMIRROR_E2E_IMAGES";

    /// <summary>Why a test is skipped that nothing was prepared for.</summary>
    public const string Missing = "make e2e prepares what this needs";

    /// <summary>The folder with the archives of the images; null when none were built.</summary>
    public static string? Images => Read(ImagesVariable);

    private static string? Read(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
