using PodMirror.TestKit;

namespace PodMirror.Sidecar.Tests.Inject;

/// <summary>The laws over what people and projects really deploy.</summary>
public sealed class ManifestPropertyTests
{
    private const string Folder = "manifests";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Real_manifests_come_back_the_same_and_injecting_twice_is_once(bool native)
    {
        Assert.SkipWhen(TestData.Find(Folder) is null, TestData.SkipReason(Folder));

        int injected = 0;
        foreach (string file in Files())
        {
            try
            {
                injected += ManifestLaws.Check(File.ReadAllBytes(file), native);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                Assert.Fail($"{file}: {e.Message}");
            }
        }

        Assert.InRange(injected, 500, int.MaxValue);
    }

    private static IEnumerable<string> Files() => Directory
        .EnumerateFiles(TestData.Find(Folder)!, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".yaml" or ".yml" or ".json")
        .Order(StringComparer.Ordinal);
}
