namespace PodMirror.Tidy.Tests;

public sealed class DocumentationTests
{
    [Fact]
    public void Every_page_has_one_title() =>
        Violations.None(
            from page in Repository.FilesEndingIn(".md")
            let titles = MarkdownRules.Titles(Repository.Read(page)).Count()
            where titles != 1
            select $"{page}: {titles} first-level headings");

    [Fact]
    public void Every_link_between_pages_resolves() =>
        Violations.None(
            from page in Repository.FilesEndingIn(".md")
            from link in MarkdownRules.Links(Repository.Read(page))
            where !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal)
            where !Resolves(page, link)
            select $"{page}: {link} leads nowhere");

    [Fact]
    public void Every_page_of_the_documentation_is_in_its_index()
    {
        string[] linked =
        [
            .. from index in new[] { "README.md", "docs/README.md" }
               from link in MarkdownRules.Links(Repository.Read(index))
               select Target(index, link.Split('#')[0]),
        ];
        Violations.None(
            from page in Repository.FilesEndingIn("", "docs").Except(linked)
            where page != "docs/README.md"
            select $"{page}: linked from neither README.md nor docs/README.md");
    }

    [Fact]
    public void Every_row_belongs_to_a_table() =>
        Violations.None(
            from page in Repository.FilesEndingIn(".md")
            from row in MarkdownRules.LooseRows(Repository.Read(page))
            select $"{page}: no table has the row {row}");

    [Fact]
    public void Every_task_of_the_makefile_says_what_it_does()
    {
        string[] lines = Repository.Read("Makefile").Split('\n');
        string[] tasks = lines.Single(l => l.StartsWith(".PHONY:", StringComparison.Ordinal)).Split(' ')[1..];
        Violations.None(
            from task in tasks
            where !lines.Any(l => l.StartsWith(task + ":", StringComparison.Ordinal) && l.Contains(" ## ", StringComparison.Ordinal))
            select $"make {task}: no line of help");
    }

    [Fact]
    public void Headings_and_links_in_code_are_not_read()
    {
        const string Page = "# One\n```\n# two\n[a](b)\n```\n`[c](d)` and [e](f \"title\")\n## A `b` & C\n";
        Assert.Equal(["# One"], MarkdownRules.Titles(Page));
        Assert.Equal(["f"], MarkdownRules.Links(Page));
        Assert.Equal(["| 3 |"], MarkdownRules.LooseRows("| a |\n|---|\n| 1 |\n| 2 |\n\n| 3 |\n| 4 |\n"));
        Assert.Equal(["one", "a-b--c"], MarkdownRules.Anchors(Page));
    }

    private static bool Resolves(string page, string link)
    {
        string[] parts = link.Split('#', 2);
        string target = parts[0].Length == 0 ? page : Target(page, parts[0]);
        return Repository.Exists(target)
            && (parts.Length == 1 || Path.GetExtension(target) != ".md" || MarkdownRules.Anchors(Repository.Read(target)).Contains(parts[1]));
    }

    private static string Target(string page, string link) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link)));
}
