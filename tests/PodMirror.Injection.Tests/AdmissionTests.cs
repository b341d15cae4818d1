using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using static PodMirror.Injection.Tests.Sample;

namespace PodMirror.Injection.Tests;

public sealed class AdmissionTests
{
    [Theory]
    [InlineData("admission.k8s.io/v1")]
    [InlineData("admission.k8s.io/v1beta1")]
    public void The_answer_has_the_version_and_uid_of_the_request_and_admits(string version)
    {
        JsonObject review = Review(Pod());
        review["apiVersion"] = version;

        JsonNode answer = Answer(review)!;

        Assert.Equal(version, answer["apiVersion"]!.GetValue<string>());
        Assert.Equal("AdmissionReview", answer["kind"]!.GetValue<string>());
        Assert.Equal("u-1", answer["response"]!["uid"]!.GetValue<string>());
        Assert.True(answer["response"]!["allowed"]!.GetValue<bool>());
        Assert.Equal("JSONPatch", answer["response"]!["patchType"]!.GetValue<string>());
        string patch = Encoding.UTF8.GetString(Convert.FromBase64String(answer["response"]!["patch"]!.GetValue<string>()));
        Assert.StartsWith("[{\"op\":\"add\",", patch, StringComparison.Ordinal);
        Assert.Equal("injected", answer["response"]!["auditAnnotations"]!["reason"]!.GetValue<string>());
        Assert.Null(answer["response"]!["warnings"]);
    }

    [Theory]
    [InlineData("operation", "UPDATE")]
    [InlineData("operation", "DELETE")]
    [InlineData("subResource", "ephemeralcontainers")]
    [InlineData("subResource", "resize")]
    public void What_is_not_the_creation_of_a_pod_is_admitted_as_it_is(string member, string value)
    {
        JsonObject review = Review(Pod());
        review["request"]![member] = value;

        JsonNode response = Answer(review)!["response"]!;

        Assert.True(response["allowed"]!.GetValue<bool>());
        Assert.Null(response["patch"]);
        Assert.Equal("not_a_creation", response["auditAnnotations"]!["reason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"}""")]
    [InlineData("""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":""}}""")]
    [InlineData("""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v2","request":{"uid":"1"}}""")]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","request":{"uid":"1"}}""")]
    public void What_is_no_review_has_no_answer(string body) => Assert.Null(Answer(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void A_body_nested_without_end_is_refused_and_harms_nothing() =>
        Assert.False(AdmissionRequest.TryParse(Encoding.UTF8.GetBytes(new string('[', 1_000_000)), out _));

    [Theory]
    [InlineData("""{"object":null}""")]
    [InlineData("""{"object":7}""")]
    [InlineData("""{"object":{"spec":{"containers":"none"}}}""")]
    [InlineData("""{"resource":null}""")]
    [InlineData("""{"namespace":7,"userInfo":[],"dryRun":"yes"}""")]
    public void Parts_of_another_kind_are_answered_and_the_pod_is_unharmed(string parts)
    {
        JsonObject review = Review(Pod());
        foreach ((string key, JsonNode? value) in Json(parts))
        {
            review["request"]![key] = value?.DeepClone();
        }

        Assert.True(Answer(review)!["response"]!["allowed"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("\"nginx\"", "\"\\ud800\"", "malformed")]
    [InlineData("\"image\"", "\"im\\udc00\\ud800age\"", "malformed")]
    [InlineData("\"nginx\"", "\"\\ud83d\\ude00\\u003c\"", "injected")]
    public void A_text_with_half_a_character_is_none_and_the_pod_is_admitted_as_it_is(string whole, string escaped, string reason)
    {
        string review = Review(Pod()).ToJsonString();
        Assert.Contains(whole, review, StringComparison.Ordinal);

        JsonNode response = Answer(Encoding.UTF8.GetBytes(review.Replace(whole, escaped, StringComparison.Ordinal)))!["response"]!;

        Assert.True(response["allowed"]!.GetValue<bool>());
        Assert.Equal(reason, response["auditAnnotations"]!["reason"]!.GetValue<string>());
    }

    [Fact]
    public void Who_asked_and_does_not_get_it_is_warned_in_a_line_of_bounded_length()
    {
        JsonArray warnings = Answer(Review(Pod((Inject, "perhaps"), (Mode + new string('x', 1000), "1"))))!["response"]!["warnings"]!.AsArray();

        Assert.Equal(
            "podmirror: the Pod is not mirrored: an annotation has a value that means nothing, so nothing is done "
                + "(mirror.traceable.ai/inject is 'perhaps' and should be true or false)",
            warnings[0]!.GetValue<string>());
        Assert.All(warnings, warning => Assert.InRange(warning!.GetValue<string>().Length, 1, 256));
    }

    [Fact]
    public void The_namespace_is_the_requests_and_not_the_objects()
    {
        JsonObject pod = Pod();
        pod["metadata"]!["namespace"] = "other";
        byte[] body = Encoding.UTF8.GetBytes(Review(pod).ToJsonString());

        Assert.True(AdmissionRequest.TryParse(body, out JsonDocument? document));
        using (document)
        {
            Assert.True(AdmissionRequest.TryRead(document, out AdmissionRequest? request));
            Assert.Equal("shop", request.Namespace);
        }
    }

    [Fact]
    public void After_a_mistake_of_our_own_the_pod_is_admitted_as_it_is_with_a_warning()
    {
        Assert.True(AdmissionRequest.TryParse(Encoding.UTF8.GetBytes(Review(Pod()).ToJsonString()), out JsonDocument? document));
        using (document)
        {
            Assert.True(AdmissionRequest.TryRead(document, out AdmissionRequest? request));
            JsonNode response = JsonNode.Parse(Text(AdmissionReviewer.AnswerFault(request)))!["response"]!;

            Assert.True(response["allowed"]!.GetValue<bool>());
            Assert.Null(response["patch"]);
            Assert.Equal("internal_error", response["auditAnnotations"]!["reason"]!.GetValue<string>());
            Assert.Single(response["warnings"]!.AsArray());
        }
    }

    [Theory]
    [InlineData(InjectionReason.NamespaceUnknown)]
    [InlineData(InjectionReason.NamespaceNotEnabled)]
    [InlineData(InjectionReason.ExcludedNamespace)]
    [InlineData(InjectionReason.InternalError)]
    public void Where_nobody_asked_us_for_anything_nothing_is_written_on_the_pod(InjectionReason reason)
    {
        using JsonDocument document = JsonDocument.Parse(Pod().ToJsonString());

        Assert.True(PodPatch.Write(new PodView(document.RootElement), new InjectionDecision(reason), Options).IsEmpty);
    }

    private static JsonObject Review(JsonNode pod) => new()
    {
        ["apiVersion"] = "admission.k8s.io/v1",
        ["kind"] = "AdmissionReview",
        ["request"] = new JsonObject
        {
            ["uid"] = "u-1",
            ["operation"] = "CREATE",
            ["namespace"] = "shop",
            ["resource"] = new JsonObject { ["group"] = "", ["version"] = "v1", ["resource"] = "pods" },
            ["object"] = pod.DeepClone(),
        },
    };

    private static JsonNode? Answer(JsonNode review) => Answer(Encoding.UTF8.GetBytes(review.ToJsonString()));

    private static JsonNode? Answer(byte[] body)
    {
        if (!AdmissionRequest.TryParse(body, out JsonDocument? document))
        {
            return null;
        }

        using (document)
        {
            if (!AdmissionRequest.TryRead(document, out AdmissionRequest? request))
            {
                return null;
            }

            InjectionDecision decision = AdmissionReviewer.Decide(request, Namespace(), Options);
            return JsonNode.Parse(Text(AdmissionReviewer.Answer(request, decision, Options)));
        }
    }
}
