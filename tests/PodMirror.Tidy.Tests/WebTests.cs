using System.Text.Json;
using System.Text.RegularExpressions;

namespace PodMirror.Tidy.Tests;

/// <summary>The sources of the page. Its own linter, which the build runs, holds format and functions; these hold what it does not.</summary>
public sealed partial class WebTests
{
    private static readonly string[] Endings = [".ts", ".tsx", ".css", ".mjs", ".html"];

    [Fact]
    public void Files_and_lines_of_the_page_are_as_short_as_others() =>
        Violations.None(Sources("web").SelectMany(file => SourceRules.CheckLengths(file, Repository.Read(file))));

    [Fact]
    public void A_long_file_and_a_long_line_are_found()
    {
        Assert.Contains("301 lines", Assert.Single(SourceRules.CheckLengths("a.ts", new string('\n', 300) + "x")), StringComparison.Ordinal);
        Assert.Contains("151 characters", Assert.Single(SourceRules.CheckLengths("a.css", new string('x', 151))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_makes_no_markup_and_no_script_of_text() =>
        Violations.None(
            from file in Sources("web/src")
            let found = Sink().Match(Repository.Read(file))
            where found.Success
            select $"{file}: {found.Value}: show text as text nodes");

    [Fact]
    public void The_name_of_every_test_of_the_page_is_a_sentence() =>
        Violations.None(
            from file in Repository.FilesEndingIn(".test.ts", "web/tests")
            from Match test in TestName().Matches(Repository.Read(file))
            let name = test.Groups["name"].Value
            where !Sentence().IsMatch(name)
            select $"{file}: \"{name}\" is no sentence");

    [Fact]
    public void Every_package_of_the_page_has_its_version_and_its_reason_written_down()
    {
        string reasons = Repository.Read("docs/decisions/0009-web.md");
        using var package = JsonDocument.Parse(Repository.Read("web/package.json"));
        foreach (JsonProperty used in Packages(package.RootElement))
        {
            string? row = reasons.Split('\n').SingleOrDefault(line => line.StartsWith($"| `{used.Name}` |", StringComparison.Ordinal));
            Assert.True(row is not null, $"{used.Name}: not in docs/decisions/0009-web.md");
            Assert.Contains(used.Value.GetString()!, row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_page_knows_the_anomalies_that_are_documented_and_no_others()
    {
        string section = Repository.Read("docs/json.md").Split("\n## Anomalies\n")[1].Split("\n## ")[0];
        string[] documented = [.. DocumentedName().Matches(section).Select(match => match.Groups["name"].Value)];
        string[] known = [.. KnownName().Matches(Repository.Read("web/src/filter/anomalies.ts")).Select(match => match.Groups["name"].Value)];
        Assert.Equal(documented.Order(), known.Order());
    }

    [Fact]
    public void The_lock_of_the_pages_packages_names_no_address() =>
        Assert.DoesNotMatch("\"resolved\"|https?://(?!.*fund|.*sponsor|.*opencollective)", LockWithoutFunding());

    private static IEnumerable<JsonProperty> Packages(JsonElement package) =>
        package.GetProperty("dependencies").EnumerateObject().Concat(package.GetProperty("devDependencies").EnumerateObject());

    // Where a package asks for money is no address that anything is fetched from.
    private static string LockWithoutFunding() =>
        Funding().Replace(Repository.Read("web/package-lock.json"), "");

    private static IEnumerable<string> Sources(string folder) => Endings.SelectMany(ending => Repository.FilesEndingIn(ending, folder));

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|dangerouslySet|document\.write|DOMParser|srcdoc|\beval\(|new Function")]
    private static partial Regex Sink();

    [GeneratedRegex(@"\b(it|test)(\.each\([\s\S]*?\]\)|\.each\(\w+\))?\(\s*""(?<name>[^""]+)""")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^[A-Z]\S*( \S+){2,}$")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedName();

    [GeneratedRegex(@"^  (?<name>\w+): ", RegexOptions.Multiline)]
    private static partial Regex KnownName();

    [GeneratedRegex(@"""url"": ""https?://[^""]*""")]
    private static partial Regex Funding();
}
