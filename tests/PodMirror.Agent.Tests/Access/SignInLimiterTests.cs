using System.Net;
using PodMirror.Agent.Access;

namespace PodMirror.Agent.Tests.Access;

public sealed class SignInLimiterTests
{
    [Fact]
    public async Task After_ten_wrong_tokens_not_even_the_right_one_is_looked_at_for_a_while()
    {
        var clock = new FakeClock();
        await using TokenAgent agent = await TokenAgent.StartAsync(clock);
        string cookie = await agent.SignInAsync(TokenAgent.Editor);
        for (int i = 0; i < SignInLimiter.Burst; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await agent.ReadAsync($"wrong-token-0123456789-{i}"));
        }

        using HttpResponseMessage limited = await agent.SendAsync("GET", "/api/v1/pipeline", null, ("PodMirror-Token", TokenAgent.Editor));
        Assert.Equal((HttpStatusCode.TooManyRequests, "6"), (limited.StatusCode, limited.Headers.RetryAfter?.ToString()));
        Assert.Equal(HttpStatusCode.TooManyRequests, await agent.StatusAsync("POST", "/api/v1/session", TokenAgent.TokenBody(TokenAgent.Editor)));
        Assert.Equal(HttpStatusCode.OK, await agent.StatusAsync("GET", "/api/v1/pipeline", null, ("Cookie", cookie)));
        Assert.Equal(HttpStatusCode.OK, await agent.StatusAsync("GET", "/healthz"));

        clock.Advance(SignInLimiter.Refill);
        Assert.Equal(HttpStatusCode.OK, await agent.ReadAsync(TokenAgent.Editor));
        Assert.Equal(HttpStatusCode.Unauthorized, await agent.ReadAsync("wrong-token-0123456789"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await agent.ReadAsync(TokenAgent.Editor));

        Assert.Equal(11, await agent.Agent.MetricAsync("access_sign_ins_total", "result=\"refused\""));
        Assert.Equal(3, await agent.Agent.MetricAsync("access_sign_ins_total", "result=\"limited\""));
        Assert.Equal(1, await agent.Agent.MetricAsync("access_sign_ins_total", "result=\"accepted\""));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(11, (await agent.AuditAsync()).Count(line => line == " none sign_in_refused"));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("2001:db8::1", "2001:db8::ffff:1", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void Each_host_counts_by_itself(string one, string other, bool isSame)
    {
        var limiter = new SignInLimiter(new FakeClock());
        for (int i = 0; i < SignInLimiter.Burst; i++)
        {
            Assert.Equal(TimeSpan.Zero, limiter.Wait(IPAddress.Parse(one)));
            limiter.Fail(IPAddress.Parse(one));
        }

        Assert.Equal(SignInLimiter.Refill, limiter.Wait(IPAddress.Parse(one)));
        Assert.Equal(isSame, limiter.Wait(IPAddress.Parse(other)) > TimeSpan.Zero);
    }

    [Fact]
    public void Only_so_many_hosts_are_remembered_and_guesses_come_back()
    {
        var clock = new FakeClock();
        var limiter = new SignInLimiter(clock);
        IPAddress Address(int i) => new([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]);
        for (int i = 0; i < SignInLimiter.Burst; i++)
        {
            limiter.Fail(Address(0));
        }

        clock.Advance(SignInLimiter.Refill * 3);
        limiter.Fail(Address(0));
        limiter.Fail(Address(0));
        Assert.Equal(TimeSpan.Zero, limiter.Wait(Address(0)));
        limiter.Fail(Address(0));
        Assert.Equal(SignInLimiter.Refill, limiter.Wait(Address(0)));
        for (int i = 1; i <= SignInLimiter.MaxAddresses; i++)
        {
            limiter.Fail(Address(i));
        }

        Assert.Equal(TimeSpan.Zero, limiter.Wait(Address(0)));
    }
}
