namespace PodMirror.Protocols.Tests;

/// <summary>Requests and responses that carry a number, so that a wrong pair shows.</summary>
internal static class Numbered
{
    private const string Field = "X-Id: ";

    public static string Get(int id) => $"GET /{id} HTTP/1.1\r\nHost: x\r\n\r\n";

    /// <summary>A response without a body, unless other framing is given.</summary>
    public static string Ok(int id, string framing = "Content-Length: 0\r\n") => $"HTTP/1.1 200 OK\r\n{Field}{id}\r\n{framing}\r\n";

    public static void AssertNothingMismatched(Rig rig)
    {
        foreach (Seen seen in rig.Exchanges.Where(seen => seen.Method is not null && seen.ResponseFields.Contains(Field, StringComparison.Ordinal)))
        {
            Assert.True(seen.Target == "/" + seen.ResponseFields.Split(Field)[1].Split("\r\n")[0], rig.Lines);
        }
    }
}
