namespace PodMirror.Agent.Access;

/// <summary>What is logged of who may use the web port; never a token.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(110, LogLevel.Information, "tokens of the web port are in {Where}")]
    public static partial void TokensMade(ILogger log, string where);

    [LoggerMessage(111, LogLevel.Information, "taken: tokens of Secret {Name}")]
    public static partial void TokensTaken(ILogger log, string name);

    [LoggerMessage(112, LogLevel.Error, "tokens of Secret {Name}: {Trouble}; what was there before still holds")]
    public static partial void TokensTrouble(ILogger log, string name, string trouble);

    [LoggerMessage(113, LogLevel.Warning, "whoever reaches {Web} reads and changes everything: --web-auth is off")]
    public static partial void Open(ILogger log, Configuration.ListenAddress web);

    [LoggerMessage(114, LogLevel.Warning, "a sign-in by the OpenID provider failed: {Why}")]
    public static partial void OidcFailed(ILogger log, string why);
}
