namespace PodMirror.Tidy.Tests;

public sealed class WordRulesTests
{
    [Fact]
    public void No_file_holds_a_word_that_has_no_place_here() =>
        Violations.None(Repository.Files.Where(IsText).SelectMany(f => WordRules.Check(f, Repository.Read(f))));

    [Theory]
    [InlineData("cd /wo", "rk/x", true)]
    [InlineData("bench/wo", "rk/", false)]
    [InlineData("DIR=\"/wo", "rk/y\"", true)]
    [InlineData("https://api.nuget", ".org/v3", true)]
    [InlineData("// TO", "DO: later", true)]
    [InlineData("// TO", "DO https://example.org/issues/1", false)]
    [InlineData("a method", "ology", false)]
    public void A_word_is_found_where_it_stands_and_nowhere_else(string first, string second, bool found) =>
        Assert.Equal(found, WordRules.Check("a", "x\n" + first + second).Any());

    // A file with a NUL is a capture or a picture; words in it are nobody's.
    private static bool IsText(string path) => !Repository.Read(path).Contains('\0', StringComparison.Ordinal);
}
