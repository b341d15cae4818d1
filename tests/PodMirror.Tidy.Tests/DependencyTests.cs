using System.Xml.Linq;

namespace PodMirror.Tidy.Tests;

public sealed class DependencyTests
{
    // The order of the data, as in docs/architecture.md: what each project may know. The executables may know all that is below them.
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["PodMirror.Exchange"] = [],
        ["PodMirror.Capture"] = ["PodMirror.Exchange"],
        ["PodMirror.Protocols"] = ["PodMirror.Capture", "PodMirror.Exchange"],
        ["PodMirror.Spans"] = ["PodMirror.Exchange"],
        ["PodMirror.Injection"] = [],
        ["PodMirror.Catalog"] = [],
        ["PodMirror.Kubernetes"] = [],
        ["PodMirror.Sidecar"] =
            [
                "PodMirror.Exchange", "PodMirror.Capture", "PodMirror.Protocols", "PodMirror.Spans", "PodMirror.Injection", "PodMirror.Catalog",
                "PodMirror.Kubernetes",
            ],
        ["PodMirror.Agent"] =
            [
                "PodMirror.Exchange", "PodMirror.Capture", "PodMirror.Protocols", "PodMirror.Spans", "PodMirror.Injection", "PodMirror.Catalog",
                "PodMirror.Kubernetes",
            ],
    };

    [Fact]
    public void Dependencies_point_only_upwards()
    {
        Violations.None(
            from project in Projects("src")
            let allowed = MayKnow.GetValueOrDefault(NameOf(project))
            from reference in References(project, "ProjectReference").Select(NameOf)
            where allowed is null || !allowed.Contains(reference)
            select $"{project}: may not know {reference}");
    }

    [Fact]
    public void Every_source_project_has_a_place_in_the_order() =>
        Violations.None(Projects("src").Where(p => !MayKnow.ContainsKey(NameOf(p))).Select(p => $"{p}: give it a place in {nameof(MayKnow)}"));

    [Fact]
    public void Every_source_project_has_its_tests() =>
        Violations.None(
            from project in Projects("src").Select(NameOf)
            where !Repository.Exists($"tests/{project}.Tests/{project}.Tests.csproj")
            select $"{project}: has no tests/{project}.Tests");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Read("PodMirror.slnx");
        Violations.None(
            from project in Repository.FilesEndingIn(".csproj")
            where !solution.Contains($"\"{project}\"", StringComparison.Ordinal)
            select $"{project}: not in PodMirror.slnx");
    }

    [Fact]
    public void Every_package_version_is_used_and_has_its_reason_written_down()
    {
        string reasons = Repository.Read("docs/decisions/0002-dependencies.md");
        string[] used = [.. Repository.Files.Where(IsMsBuild).SelectMany(p => References(p, "PackageReference"))];
        foreach (string package in References("Directory.Packages.props", "PackageVersion"))
        {
            Assert.True(used.Contains(package), $"{package}: no project uses it");
            Assert.True(reasons.Contains($"`{package}`", StringComparison.Ordinal), $"{package}: not in docs/decisions/0002-dependencies.md");
        }
    }

    private static bool IsMsBuild(string path) => Path.GetExtension(path) is ".csproj" or ".props";

    private static IEnumerable<string> Projects(string folder) => Repository.FilesEndingIn(".csproj", folder);

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    private static IEnumerable<string> References(string path, string element) =>
        XDocument.Parse(Repository.Read(path)).Descendants(element).Select(e => (string?)e.Attribute("Include")).OfType<string>();
}
