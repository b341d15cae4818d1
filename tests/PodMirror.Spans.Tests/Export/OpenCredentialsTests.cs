namespace PodMirror.Spans.Tests;

public sealed class OpenCredentialsTests
{
    [Theory]
    [InlineData("http://backend:4318/v1/traces", null, "Authorization", "Authorization")]
    [InlineData("http://backend:4318/v1/traces", null, "x-api-key", "x-api-key")]
    [InlineData("http://10.0.0.1:4317", "/t", null, "the token")]
    [InlineData("http://backend:4317", "/t", "x-auth-token", "the token and x-auth-token")]
    [InlineData("http://[2001:db8::1]:4318", null, "authorization", "authorization")]
    public void Credentials_in_clear_text_are_named_without_their_values(string endpoint, string? tokenFile, string? header, string expected)
    {
        string? warning = OpenCredentials.Warning(Options(endpoint + "?q=hidden", tokenFile, header));

        Assert.StartsWith(expected + " can be read", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://backend:4318/v1/traces", "/t", "Authorization")]
    [InlineData("http://localhost:4318/v1/traces", "/t", "Authorization")]
    [InlineData("http://127.0.0.1:4318/v1/traces", "/t", "Authorization")]
    [InlineData("http://[::1]:4318/v1/traces", "/t", "Authorization")]
    [InlineData("http://backend:4318/v1/traces", null, null)]
    [InlineData("http://backend:4318/v1/traces", null, "X-Scope-OrgID")]
    public void Nothing_is_said_where_nobody_can_read_them_or_there_are_none(string endpoint, string? tokenFile, string? header) =>
        Assert.Null(OpenCredentials.Warning(Options(endpoint, tokenFile, header)));

    private static ExporterOptions Options(string endpoint, string? tokenFile, string? header) => new()
    {
        Endpoint = new Uri(endpoint),
        TokenFile = tokenFile,
        Headers = header is null ? [] : [new(header, "hidden")],
    };
}
