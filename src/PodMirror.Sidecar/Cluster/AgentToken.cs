using System.CommandLine;
using System.Text;
using System.Text.Json;
using static PodMirror.Kubernetes.KubeJson;

namespace PodMirror.Sidecar.Cluster;

/// <summary>
/// With which token the agent is asked, where it asks for one (docs/web.md): that of a file, of a variable, or of the release's Secret when the user
/// may read it, which is tried only after the agent said that it wants one.
/// </summary>
/// <param name="file">A file with a token; null for none.</param>
/// <param name="variable">Gives a variable's value, or null.</param>
internal sealed class AgentToken(string? file, Func<string, string?> variable)
{
    /// <summary>The header field of the token. Behind the API server's proxy Authorization is not the agent's.</summary>
    internal const string Field = "PodMirror-Token";

    /// <summary>What to do when the agent wants one.</summary>
    internal const string Advice = "name the file of a token with --token-file FILE, or put one into PODMIRROR_TOKEN";

    private const string Variable = "PODMIRROR_TOKEN";
    private const int MaxLength = 512;

    private static readonly Option<string?> TokenFile = new("--token-file")
    {
        Description = "A file with a token of the agent's web port. [$PODMIRROR_TOKEN, else the release's Secret]",
        HelpName = "FILE",
    };

    /// <summary>Adds the option to a command.</summary>
    internal static void AddTo(Command command) => command.Add(TokenFile);

    /// <summary>What the command line says.</summary>
    internal static AgentToken Of(ParseResult parsed) => new(parsed.GetValue(TokenFile), Environment.GetEnvironmentVariable);

    /// <summary>The Secret of a release with its tokens.</summary>
    internal static string SecretPath(ReleaseNames release) =>
        $"/api/v1/namespaces/{Uri.EscapeDataString(release.Namespace)}/secrets/{Uri.EscapeDataString(release.Name)}-web";

    /// <summary>How to read that Secret by hand.</summary>
    internal static string SecretCommand(ReleaseNames release) =>
        $"kubectl -n {release.Namespace} get secret {release.Name}-web -o 'go-template={{{{.data.tokens | base64decode}}}}'";

    /// <summary>The token that the user gives; null when they give none. It is read anew each time, as files change.</summary>
    /// <exception cref="IOException">The file cannot be read, or holds no token; the message is for people.</exception>
    internal string? Read()
    {
        string? text = file is null ? variable(Variable) : TextOf(file);
        string token = (text ?? "").Trim();
        bool isToken = token.Length is > 0 and <= MaxLength && !token.AsSpan().ContainsAnyExceptInRange('!', '~');
        return isToken ? token
            : file is not null ? throw new IOException("there is no token in it, and nothing else")
            : token.Length == 0 ? null
            : throw new IOException($"{Variable} is no token");
    }

    /// <summary>A token of the Secret: the first that only reads, else the first; null when there is none.</summary>
    internal static string? OfSecret(JsonElement secret)
    {
        string[][] lines =
        [
            .. Decode(Text(Get(secret, "data"), "tokens")).Split('\n')
                .Select(line => line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length is 2 or 3 && (words[0] is "viewer" or "editor") && words[1].Length <= MaxLength),
        ];
        string[]? chosen = Array.Find(lines, words => words[0] == "viewer") ?? lines.FirstOrDefault();
        return chosen is null || chosen[1].AsSpan().ContainsAnyExceptInRange('!', '~') ? null : chosen[1];
    }

    private static string TextOf(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (FileErrors.IsOfFiles(fault))
        {
            throw new IOException($"{file}: {FileErrors.Reason(fault, file)}", fault);
        }
    }

    private static string Decode(string base64)
    {
        byte[] bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out int length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }
}
