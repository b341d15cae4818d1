using System.Text.RegularExpressions;

namespace PodMirror.Tidy.Tests;

public sealed partial class TestNameTests
{
    [Fact]
    public void The_name_of_every_test_is_a_sentence() =>
        Violations.None(
            from file in Repository.FilesEndingIn(".cs", "tests")
            from Match test in TestMethod().Matches(Repository.Read(file))
            let name = test.Groups["name"].Value
            where !Sentence().IsMatch(name)
            select $"{file}: {name} is no sentence");

    [Theory]
    [InlineData("A_truncated_record_is_reported", true)]
    [InlineData("RFC_9112_section_6_says_so", true)]
    [InlineData("TestParse", false)]
    [InlineData("Parse_works", false)]
    [InlineData("a_lower_case_beginning_is_odd", false)]
    [InlineData("Trailing_words_missing_", false)]
    public void A_sentence_has_a_capital_and_three_words(string name, bool isSentence) => Assert.Equal(isSentence, Sentence().IsMatch(name));

    [GeneratedRegex(@"^\s*\[(Fact|Theory)\b[\s\S]*?\b(void|Task|ValueTask)\s+(?<name>\w+)\s*\(", RegexOptions.Multiline)]
    private static partial Regex TestMethod();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+){2,}$")]
    private static partial Regex Sentence();
}
