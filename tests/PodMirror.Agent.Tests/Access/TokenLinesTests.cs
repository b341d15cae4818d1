using System.Runtime.Versioning;
using System.Text;
using CsCheck;
using PodMirror.Agent.Access;

namespace PodMirror.Agent.Tests.Access;

public sealed class TokenLinesTests
{
    private const string Token = "secret-0123456789abcdef";

    [Theory]
    [InlineData("", "it has 0 tokens")]
    [InlineData("# editor " + Token, "it has 0 tokens")]
    [InlineData(Token, "token 1 is no line such as")]
    [InlineData("admin " + Token, "token 1 is no line such as")]
    [InlineData("editor", "token 1 is no line such as")]
    [InlineData("editor " + Token + " a b", "token 1 is no line such as")]
    [InlineData("editor " + Token + "\nviewer short", "token 2 is none")]
    [InlineData("editor tökèn-0123456789abcdef", "token 1 is none")]
    [InlineData("editor " + Token + " \u00e9rin", "token 1 has a name")]
    public void A_text_that_cannot_be_used_says_why_and_shows_no_token(string text, string fault)
    {
        string? told = TokenLines.Read(Encoding.UTF8.GetBytes(text), out RoleToken[] tokens);
        Assert.StartsWith(fault, told, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
        Assert.Empty(tokens);
    }

    [Fact]
    public void There_are_so_many_tokens()
    {
        string text = string.Concat(Enumerable.Repeat($"viewer {Token}\n", TokenLines.MaxTokens));
        Assert.Null(TokenLines.Read(Encoding.ASCII.GetBytes(text), out _));
        Assert.NotNull(TokenLines.Read(Encoding.ASCII.GetBytes(text + $"viewer {Token}"), out _));
    }

    [Fact]
    public void Tokens_that_are_made_can_be_read_and_are_others_each_time()
    {
        string text = TokenLines.Make();
        Assert.NotEqual(text, TokenLines.Make());
        Assert.Null(TokenLines.Read(Encoding.ASCII.GetBytes(text), out RoleToken[] tokens));
        Assert.Equal([new WebUser("editor", WebRole.Editor), new WebUser("viewer", WebRole.Viewer)], tokens.Select(token => token.User));
    }

    [Fact]
    public void No_bytes_are_more_than_a_fault() => Gen.Byte.Array[0, 300].Sample(bytes =>
    {
        string? fault = TokenLines.Read(bytes, out RoleToken[] tokens);
        return (fault is null) == (tokens.Length > 0);
    });

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_directory_gets_tokens_once_for_its_user_alone()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("podmirror-tokens-");
        try
        {
            string path = MadeTokens.FileOf(folder.FullName);
            string text = File.ReadAllText(path);
            Assert.Equal(path, MadeTokens.FileOf(folder.FullName));
            Assert.Equal(text, File.ReadAllText(path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            Assert.Null(TokenLines.Read(File.ReadAllBytes(path), out _));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
