using System.Net;
using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PodMirror.Agent.Access;
using PodMirror.Agent.Audit;
using PodMirror.Agent.Tests.Access;

namespace PodMirror.Agent.Tests.Audit;

public sealed class AuditTests : IDisposable
{
    private static readonly WebUser Erin = new("erin", WebRole.Editor);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("podmirror-audit-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Lines_are_kept_over_a_restart_the_newest_first_and_for_the_agents_user_alone()
    {
        var clock = new FakeClock();
        using (AuditLog audit = Open(_folder.FullName, clock))
        {
            audit.Record(Erin, "add_rule", "shop: split /a/{id}");
            clock.Advance(TimeSpan.FromSeconds(1));
            audit.Record(WebUser.Anybody, "remove_rule", "shop");
        }

        using AuditLog again = Open(_folder.FullName, clock);
        again.Record(Erin, "sign_out", "");
        AuditEntry[] lines = [.. again.Read(10, long.MaxValue)];
        Assert.Equal([3L, 2L, 1L], lines.Select(line => line.Id));
        Assert.Equal((null, "editor", "remove_rule", "shop"), (lines[1].User, lines[1].Role, lines[1].Action, lines[1].Target));
        Assert.Equal(("erin", "shop: split /a/{id}"), (lines[2].User, lines[2].Target));
        Assert.Equal(1_000_000_000, lines[1].TimeNs - lines[2].TimeNs);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.FullName, "audit.db")));
    }

    [Fact]
    public void The_oldest_lines_go_and_guesses_push_no_change_out()
    {
        using AuditLog audit = Open(null, TimeProvider.System);
        audit.Record(Erin, "add_rule", "first");
        for (int i = 0; i < AuditLog.MaxRefused + 5; i++)
        {
            audit.Record(WebUser.Nobody, AuditLog.Refused, $"{i}");
        }

        IReadOnlyList<AuditEntry> lines = audit.Read(int.MaxValue, long.MaxValue);
        Assert.Equal((AuditLog.MaxRefused + 1, "first", "5"), (lines.Count, lines[^1].Target, lines[^2].Target));
        for (int i = 0; i < AuditLog.MaxEntries; i++)
        {
            audit.Record(Erin, "add_rule", $"{i}");
        }

        lines = audit.Read(int.MaxValue, long.MaxValue);
        Assert.Equal((AuditLog.MaxEntries, "0"), (lines.Count, lines[^1].Target));
        Assert.Equal(0, audit.Failed.Value);
    }

    [Fact]
    public void What_strangers_sent_is_cut_and_breaks_no_line()
    {
        using AuditLog audit = Open(null, TimeProvider.System);
        audit.Record(new WebUser("a\nb\u001b\u0085", WebRole.Viewer), "x", "\ud800\0" + new string('y', 1 << 20));
        AuditEntry line = Assert.Single(audit.Read(1, long.MaxValue));
        Assert.Equal(("a\uFFFDb\uFFFD\uFFFD", "\uFFFD\uFFFD", 512), (line.User, line.Target[..2], line.Target.Length));
    }

    [Fact]
    public void A_damaged_file_is_set_aside_and_one_that_cannot_be_written_is_counted()
    {
        string file = Path.Combine(_folder.FullName, "audit.db");
        File.WriteAllText(file, "this is no database, and is long enough to be looked at as one, as long as it has more than a hundred bytes in it");
        using (AuditLog audit = Open(_folder.FullName, TimeProvider.System))
        {
            audit.Record(Erin, "add_rule", "");
            Assert.Equal((1, 0), (audit.Recorded.Value, audit.Failed.Value));
        }

        Assert.Single(_folder.GetFiles("audit.db.damaged-*"));
        var closed = new AuditLog(_folder.FullName, TimeProvider.System, NullLogger.Instance);
        closed.Record(Erin, "add_rule", "");
        Assert.Equal((0, 1), (closed.Recorded.Value, closed.Failed.Value));
    }

    [Fact]
    public async Task The_audit_is_read_in_pages_by_whoever_may_read()
    {
        await using TokenAgent agent = await TokenAgent.StartAsync();
        for (int i = 0; i < 3; i++)
        {
            await agent.SignInAsync(TokenAgent.Editor);
        }

        JsonElement page = await PageAsync(agent, "?limit=2");
        Assert.Equal([3, 2], page.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("id").GetInt32()));
        JsonElement first = page.GetProperty("entries")[0];
        Assert.Equal(["id", "time", "user", "role", "action", "target"], first.EnumerateObject().Select(member => member.Name));
        Assert.Equal("from 127.0.0.1", first.GetProperty("target").GetString());

        page = await PageAsync(agent, "?limit=2&cursor=" + page.GetProperty("next_cursor").GetString());
        Assert.Equal(1, Assert.Single(page.GetProperty("entries").EnumerateArray()).GetProperty("id").GetInt32());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next_cursor").ValueKind);
        foreach (string query in new[] { "?limit=0", "?limit=1001", "?limit=x", "?cursor=x", "?since=1h" })
        {
            (string, string) token = ("PodMirror-Token", TokenAgent.Viewer);
            Assert.Equal(HttpStatusCode.BadRequest, await agent.StatusAsync("GET", "/api/v1/audit" + query, null, token));
        }

        Assert.Equal(3, await agent.Agent.MetricAsync("audit_entries_total"));
    }

    private static async Task<JsonElement> PageAsync(TokenAgent agent, string query)
    {
        using HttpResponseMessage answer = await agent.SendAsync("GET", "/api/v1/audit" + query, null, ("PodMirror-Token", TokenAgent.Viewer));
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private static AuditLog Open(string? directory, TimeProvider clock)
    {
        var audit = new AuditLog(directory, clock, NullLogger.Instance);
        audit.Start();
        return audit;
    }
}
