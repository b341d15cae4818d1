namespace PodMirror.Tidy.Tests;

public sealed class SourceRulesTests
{
    private static readonly string Filler = string.Concat(Enumerable.Repeat("        a();\n", SourceRules.MaxFunctionLines - 2));

    [Fact]
    public void Every_source_file_has_the_shape_that_the_style_asks_for() =>
        Violations.None(Repository.FilesEndingIn(".cs").SelectMany(f => SourceRules.Check(f, Repository.Read(f))));

    [Theory]
    [InlineData("public sealed class A;\n")]
    [InlineData("public readonly record struct A(int B);\n")]
    [InlineData("internal enum A\n{\n    B,\n}\n")]
    [InlineData("return 0;\n")]
    public void A_file_with_one_type_of_its_name_is_fine(string text) => Assert.Empty(SourceRules.Check("x/A.cs", text));

    [Fact]
    public void A_partial_type_may_lie_in_a_file_with_a_second_part_in_its_name() =>
        Assert.Empty(SourceRules.Check("x/A.Names.cs", "public partial class A;\n"));

    [Fact]
    public void A_second_type_is_found() =>
        Assert.Contains("one type a file", Only("class A;\ninternal enum B { }\n"), StringComparison.Ordinal);

    [Fact]
    public void A_type_in_a_file_of_another_name_is_found() =>
        Assert.Contains("holds B", Only("class B;\n"), StringComparison.Ordinal);

    [Fact]
    public void A_line_may_have_150_characters_and_no_more()
    {
        Assert.Empty(SourceRules.Check("A.cs", new string('x', 150)));
        Assert.Contains("151 characters", Only(new string('x', 151)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_may_have_300_lines_and_no_more()
    {
        Assert.Empty(SourceRules.Check("A.cs", string.Concat(Enumerable.Repeat("x\n", 300))));
        Assert.Contains("301 lines", Only(string.Concat(Enumerable.Repeat("x\n", 301))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_may_have_60_lines_and_no_more()
    {
        Assert.Empty(SourceRules.Check("A.cs", "class A\n{\n    void F()\n    {\n" + Filler + "    }\n}\n"));
        Assert.Contains("A.cs:3: a body of 61 lines", Only("class A\n{\n    void F()\n    {\n" + Filler + "\n    }\n}\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_of_a_nested_type_counts_and_the_nested_type_does_not()
    {
        const string Head = "class A\n{\n    private sealed class B :\n        C\n    {\n        void F()\n        {\n";
        string nested = Head + Filler + "        }\n    }\n}\n";
        Assert.Empty(SourceRules.Check("A.cs", nested));
        Assert.Single(SourceRules.Check("A.cs", nested.Replace("a();\n", "a();\n\n\n", StringComparison.Ordinal)));
    }

    private static string Only(string text) => Assert.Single(SourceRules.Check("A.cs", text));
}
