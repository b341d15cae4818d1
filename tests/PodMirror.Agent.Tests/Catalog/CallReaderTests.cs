using System.Text;
using PodMirror.Agent.Catalog;
using PodMirror.Catalog;

namespace PodMirror.Agent.Tests.Catalog;

public sealed class CallReaderTests
{
    [Fact]
    public void A_call_has_what_its_span_says()
    {
        SeenCall call = Read(
            ("url.query", "page=2"),
            ("server.address", "shop.example"),
            ("client.address", "10.0.0.9"),
            ("http.request.header.content-type", List("application/json; charset=utf-8")),
            ("http.response.header.content-type", List("application/problem+json")),
            ("http.request.body.content", """{"a":1}"""),
            ("http.response.body.content", Encoding.UTF8.GetBytes("bytes")),
            ("podmirror.http.request.body.truncated", true),
            ("podmirror.http.response.body.truncated", true));
        Assert.Equal(("shop", CallKind.Http, "GET", "/items", "page=2"), (call.Service, call.Kind, call.Method, call.Path, call.Query));
        Assert.Equal((200, (false, false, false), 5000), (call.Status, call.Outcome, call.DurationMicros));
        Assert.Equal((TestSpan.BaseTimeNs / 1_000_000, "10.0.0.9"), (call.TimeMillis, call.Caller));
        Assert.Equal(("application/json; charset=utf-8", "application/problem+json"), (call.RequestType, call.ResponseType));
        Assert.Equal(("""{"a":1}""", "bytes", true, true), (call.RequestBody, call.ResponseBody, call.RequestTruncated, call.ResponseTruncated));
    }

    public static TheoryData<string, string, AuthEvidence, string> Headers => new()
    {
        { "authorization", "Basic REDACTED", AuthEvidence.Basic, "" },
        { "authorization", "bearer REDACTED", AuthEvidence.BearerOpaque, "" },
        { "authorization", "DPoP REDACTED", AuthEvidence.BearerOpaque, "" },
        { "authorization", "AWS4-HMAC-SHA256 REDACTED", AuthEvidence.AwsSigV4, "" },
        { "authorization", "Token REDACTED", AuthEvidence.ApiKeyHeader, "authorization" },
        { "authorization", "REDACTED", AuthEvidence.ApiKeyHeader, "authorization" },
        { "authorization", "", AuthEvidence.None, "" },
        { "x-api-key", "REDACTED", AuthEvidence.ApiKeyHeader, "x-api-key" },
        { "x_apikey", "REDACTED", AuthEvidence.ApiKeyHeader, "x_apikey" },
        { "ocp-apim-subscription-key", "REDACTED", AuthEvidence.ApiKeyHeader, "ocp-apim-subscription-key" },
        { "private-token", "REDACTED", AuthEvidence.ApiKeyHeader, "private-token" },
        { "x-csrf-token", "REDACTED", AuthEvidence.None, "" },
        { "cookie", "theme=REDACTED; lang=REDACTED", AuthEvidence.None, "" },
        { "cookie", "theme=REDACTED; JSESSIONID=REDACTED", AuthEvidence.Cookie, "" },
        { "cookie", "connect.sid=REDACTED", AuthEvidence.Cookie, "" },
        { "cookie", "csrftoken=REDACTED", AuthEvidence.None, "" },
        { "x-forwarded-client-cert", "By=spiffe://a;Hash=1", AuthEvidence.MutualTls, "" },
        { "client-cert", ":MIIB:", AuthEvidence.MutualTls, "" },
        { "accept", "text/html", AuthEvidence.None, "" },
        { "x-request-id", "1", AuthEvidence.None, "" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_request_is_authenticated_as_its_fields_show_it(string name, string value, AuthEvidence auth, string key)
    {
        SeenCall call = Read(("http.request.header." + name, List(value)));
        Assert.Equal((auth, key), (call.Auth, call.ApiKeyName));
    }

    [Theory]
    [InlineData("theme=REDACTED; JSESSIONID=REDACTED; sid=REDACTED", "JSESSIONID")]
    [InlineData("connect.sid=REDACTED", "connect.sid")]
    [InlineData("theme=REDACTED", "")]
    public void A_cookie_that_proves_is_told_by_its_name_beside_that_of_a_key(string cookies, string name)
    {
        SeenCall call = Read(("http.request.header.cookie", List(cookies)), ("http.request.header.x-api-key", List("REDACTED")));
        Assert.Equal((name, "x-api-key"), (call.CookieName, call.ApiKeyName));
    }

    public static TheoryData<string, object, bool, bool> MissingFields => new()
    {
        { "podmirror.detail", "without_fields", true, true },
        { "podmirror.detail", "without_bodies", false, false },
        { "podmirror.anomalies", List("request_gap", "request_fields_unknown"), true, false },
        { "podmirror.anomalies", List("response_fields_unknown"), false, true },
        { "podmirror.anomalies", List("head_truncated"), true, true },
        { "podmirror.anomalies", List("bodies_left_out"), false, false },
    };

    [Theory]
    [MemberData(nameof(MissingFields))]
    public void A_span_without_all_fields_of_a_message_says_nothing_of_those_that_are_missing(string key, object value, bool request, bool response)
    {
        SeenCall call = Read((key, value), ("http.request.header.x-a", List("1")), ("http.response.header.x-b", List("2")));
        Assert.Equal(request, call.AuthUnknown);
        Assert.Equal((request ? "" : "x-a:1\n", response ? "" : "x-b:2\n"), (call.RequestHeaders, call.ResponseHeaders));
    }

    [Fact]
    public void What_is_shown_though_other_fields_are_missing_proves_all_the_same()
    {
        SeenCall call = Read(("podmirror.detail", "without_fields"), ("url.query", "api_key=REDACTED"));
        Assert.Equal((AuthEvidence.ApiKeyQuery, false), (call.Auth, call.AuthUnknown));
    }

    [Fact]
    public void A_bearer_token_is_a_jwt_when_redaction_found_one_in_it()
    {
        (string, object?) header = ("http.request.header.authorization", List("Bearer REDACTED"));
        Assert.Equal(AuthEvidence.BearerJwt, Read(header, ("podmirror.sensitive.jwt", List("request.header:authorization"))).Auth);
        Assert.Equal(AuthEvidence.BearerOpaque, Read(header, ("podmirror.sensitive.jwt", List("request.body:$.t"))).Auth);
    }

    [Theory]
    [InlineData("api_key=REDACTED", AuthEvidence.ApiKeyQuery, "api_key")]
    [InlineData("a=1&key=REDACTED", AuthEvidence.ApiKeyQuery, "key")]
    [InlineData("X-Amz-Algorithm=a&X-Amz-Signature=REDACTED", AuthEvidence.AwsSigV4, "")]
    [InlineData("a=1&&=&b&key=", AuthEvidence.None, "")]
    [InlineData("monkey=1", AuthEvidence.None, "")]
    public void A_key_may_stand_in_the_query(string query, AuthEvidence auth, string key)
    {
        SeenCall call = Read(("url.query", query));
        Assert.Equal((auth, key), (call.Auth, call.ApiKeyName));
    }

    [Fact]
    public void A_message_of_no_bytes_has_no_body_and_one_of_unknown_size_may_have_one()
    {
        Assert.Equal((true, false), Read(("http.request.body.size", 0), ("http.response.body.size", 1)).HasNoBody);
        Assert.Equal((false, true), Read(("http.request.body.size", 12), ("http.response.body.size", 0)).HasNoBody);
        Assert.Equal((false, false), Read(("http.request.body.size", "0")).HasNoBody);
    }

    [Theory]
    [InlineData("OK", false, false)]
    [InlineData("NOT_FOUND", true, false)]
    [InlineData("UNIMPLEMENTED", true, true)]
    [InlineData("UNAUTHENTICATED", true, true)]
    [InlineData("7", true, true)]
    public void A_call_of_gRPC_is_one_by_its_system_and_ends_by_its_own_status(string status, bool rejected, bool denied)
    {
        SeenCall call = Read(("rpc.system.name", "grpc"), ("rpc.method", "shop.Orders/Get"), ("rpc.status_code", status));
        Assert.Equal((CallKind.Grpc, "/items", (false, rejected, denied)), (call.Kind, call.Path, call.Outcome));
    }

    [Fact]
    public void An_operation_of_GraphQL_is_its_type_and_its_name()
    {
        SeenCall named = Read(("graphql.operation.type", "query"), ("graphql.operation.name", "Orders"));
        Assert.Equal((CallKind.GraphQl, "query Orders"), (named.Kind, named.Operation));
        SeenCall unnamed = Read(("graphql.operation.type", "mutation"));
        Assert.Equal((CallKind.GraphQl, "mutation"), (unnamed.Kind, unnamed.Operation));
        SeenCall persisted = Read(("podmirror.graphql.persisted_query.sha256", "aa"));
        Assert.Equal((CallKind.GraphQl, ""), (persisted.Kind, persisted.Operation));
    }

    [Fact]
    public void A_WebSocket_is_one_that_was_switched_to()
    {
        (string, object?) upgrade = ("http.request.header.upgrade", List("WebSocket"));
        Assert.Equal(CallKind.WebSocket, SeenCall.Of(new TestSpan { Status = 101, Attributes = [upgrade] })!.Kind);
        Assert.Equal(CallKind.Http, SeenCall.Of(new TestSpan { Status = 404, Attributes = [upgrade] })!.Kind);
        Assert.Equal(CallKind.WebSocket, Read(("podmirror.websocket.sent.messages", 1)).Kind);
    }

    [Theory]
    [InlineData("api.example.com", 443, "api.example.com")]
    [InlineData("api.example.com", 8443, "api.example.com:8443")]
    [InlineData("orders", 80, "orders:80")]
    [InlineData("fd00::1", 8080, "[fd00::1]:8080")]
    public void The_service_of_a_call_that_goes_out_is_its_host_and_the_caller_its_Pod(string host, int port, string service)
    {
        SeenCall call = SeenCall.Of(new TestSpan { Kind = 3, Attributes = [("server.address", host), ("server.port", port)] })!;
        Assert.Equal((service, "shop"), (call.Service, call.Caller));
    }

    [Fact]
    public void A_caller_with_a_sidecar_has_the_name_of_its_service()
    {
        var reader = new CallReader();
        SeenCall.Of(new TestSpan { Kind = 3, Attributes = [("network.local.address", "10.0.0.9"), ("server.address", "shop")] }, "front", reader);
        SeenCall? call = SeenCall.Of(
            new TestSpan { Attributes = [("network.peer.address", "10.0.0.9"), ("client.address", "203.0.113.7")] }, "shop", reader);
        Assert.Equal("front", call!.Caller);

        // Another Pod has the address now.
        SeenCall.Of(new TestSpan { Attributes = [("network.local.address", "10.0.0.9")] }, "cart", reader);
        call = SeenCall.Of(new TestSpan { Attributes = [("client.address", "10.0.0.9")] }, "shop", reader);
        Assert.Equal("cart", call!.Caller);
        call = SeenCall.Of(new TestSpan { Attributes = [("client.address", "203.0.113.7")] }, "shop", reader);
        Assert.Equal("203.0.113.7", call!.Caller);
    }

    [Fact]
    public void A_loopback_address_is_nobodys()
    {
        var reader = new CallReader();
        SeenCall.Of(new TestSpan { Attributes = [("network.local.address", "127.0.0.1")] }, "front", reader);
        Assert.Equal("127.0.0.1", SeenCall.Of(new TestSpan { Attributes = [("client.address", "127.0.0.1")] }, "shop", reader)!.Caller);
    }

    [Fact]
    public void Findings_are_kinds_with_places_each_once()
    {
        SeenCall call = Read(
            ("podmirror.sensitive.email", List("request.body:$.mail", "request.body:$.mail", "response.body")),
            ("podmirror.sensitive.secret", List("request.header:x-api-key")),
            ("podmirror.sensitive.", List("a")),
            ("podmirror.sensitive.phone", 3));
        Assert.Equal(
            [
                new SensitiveFinding("email", "request.body:$.mail"),
                new SensitiveFinding("email", "response.body"),
                new SensitiveFinding("secret", "request.header:x-api-key"),
            ],
            call.Findings);
    }

    [Fact]
    public void Older_names_are_read_where_the_current_ones_are_missing()
    {
        SeenCall call = SeenCall.Of(new TestSpan
        {
            Method = null,
            Path = null,
            Status = null,
            Attributes = [("http.method", "PUT"), ("http.target", "/a?b=c#d"), ("http.status_code", 204)],
        })!;
        Assert.Equal(("PUT", "/a", "b=c", 204), (call.Method, call.Path, call.Query, call.Status));
    }

    [Fact]
    public void What_has_no_request_and_what_the_prober_sends_are_no_calls()
    {
        Assert.Null(SeenCall.Of(new TestSpan { Method = "_OTHER" }));
        Assert.Null(SeenCall.Of(new TestSpan { Path = null }));
        Assert.Null(SeenCall.Of(new TestSpan(), "podmirror-prober"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(true)]
    [InlineData(null)]
    public void Values_of_other_types_are_passed_over(object? value)
    {
        string[] names =
        [
            "url.query", "server.address", "server.port", "client.address", "network.peer.address", "network.local.address", "rpc.system.name",
            "rpc.status_code", "graphql.operation.name", "http.request.body.content", "http.response.body.content", "podmirror.sensitive.email",
            "http.request.header.authorization", "http.request.header.cookie", "http.response.header.content-type", "url.full",
        ];
        SeenCall call = Read([.. names.Select(name => (name, value))]);
        Assert.Equal(("/items", "", AuthEvidence.None, ""), (call.Path, call.Query, call.Auth, call.RequestBody));
        Assert.Empty(call.Findings);
    }

    [Fact]
    public void Texts_without_end_are_cut_between_characters()
    {
        string text = string.Concat(Enumerable.Repeat("ä€😀", 20_000));
        SeenCall call = SeenCall.Of(
            new TestSpan
            {
                Method = text,
                Path = "/" + text,
                Attributes =
                [
                    ("url.query", text), ("client.address", text), ("graphql.operation.name", text), ("graphql.operation.type", text),
                    ("http.request.header.content-type", List(text)), ("http.request.header.x-api-key", List(text)),
                    ("podmirror.sensitive.email", List(text)),
                ],
            },
            text)!;
        string[] all = [call.Service, call.Method, call.Path, call.Query, call.Caller, call.Operation, call.RequestType];
        Assert.All(all, part => Assert.InRange(part.Length, 1, 16_384));
        Assert.All(all, part => Assert.DoesNotContain('�', part));
        Assert.Empty(call.Findings);
    }

    [Fact]
    public void A_span_that_is_like_one_before_allocates_nothing()
    {
        byte[] span = new TestSpan
        {
            Attributes =
            [
                ("url.query", "page=2"), ("network.local.address", "10.0.0.1"), ("network.peer.address", "10.0.0.2"),
                ("http.request.header.authorization", List("Bearer REDACTED")), ("http.request.header.cookie", List("sid=REDACTED")),
                ("http.request.header.x-tenant", List("a", "b")), ("http.response.header.location", List("/a")),
                ("podmirror.sensitive.email", List("response.body:$.mail")), ("http.response.body.content", """{"mail":"a"}"""),
            ],
        }.ToBytes();
        var reader = new CallReader();
        reader.TryRead("shop"u8, span, 1, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            reader.TryRead("shop"u8, span, 1, out _);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static object[] List(params string[] texts) => texts;

    private static SeenCall Read(params (string Key, object? Value)[] attributes) => SeenCall.Of(new TestSpan { Attributes = attributes })!;
}
