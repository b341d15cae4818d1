using System.Text;

namespace PodMirror.Spans.Tests;

public sealed class ContentFormsTests
{
    [Theory]
    [InlineData("application/json", nameof(ContentForm.Json))]
    [InlineData("Application/JSON; charset=utf-8", nameof(ContentForm.Json))]
    [InlineData(" application/problem+json ;x", nameof(ContentForm.Json))]
    [InlineData("application/x-ndjson", nameof(ContentForm.Json))]
    [InlineData("text/json", nameof(ContentForm.Json))]
    [InlineData("application/json, application/xml", nameof(ContentForm.Json))]
    [InlineData("application/soap+xml; action=\"a\"", nameof(ContentForm.Xml))]
    [InlineData("image/svg+xml", nameof(ContentForm.Xml))]
    [InlineData("text/html", nameof(ContentForm.Xml))]
    [InlineData("application/x-www-form-urlencoded", nameof(ContentForm.Form))]
    [InlineData("multipart/form-data; boundary=x", nameof(ContentForm.Multipart))]
    [InlineData("application/graphql", nameof(ContentForm.GraphQL))]
    [InlineData("application/graphql-response+json", nameof(ContentForm.Json))]
    [InlineData("application/grpc", nameof(ContentForm.Grpc))]
    [InlineData("application/grpc+proto", nameof(ContentForm.Grpc))]
    [InlineData("application/grpc+json", nameof(ContentForm.Grpc))]
    [InlineData("application/grpc+xml", nameof(ContentForm.Grpc))]
    [InlineData("application/grpc-web-text+json", nameof(ContentForm.GrpcWebText))]
    [InlineData("application/grpc-web", nameof(ContentForm.Grpc))]
    [InlineData("application/grpc-web-text+proto", nameof(ContentForm.GrpcWebText))]
    [InlineData("application/grpcx", nameof(ContentForm.Other))]
    [InlineData("text/event-stream", nameof(ContentForm.EventStream))]
    [InlineData("text/plain", nameof(ContentForm.Text))]
    [InlineData("application/octet-stream", nameof(ContentForm.Other))]
    [InlineData("application/+json", nameof(ContentForm.Other))]
    [InlineData("json", nameof(ContentForm.Other))]
    [InlineData("/", nameof(ContentForm.Other))]
    [InlineData("", nameof(ContentForm.Other))]
    public void The_type_tells_the_form(string contentType, string form) =>
        Assert.Equal(Enum.Parse<ContentForm>(form), ContentForms.Of(Encoding.Latin1.GetBytes(contentType)));
}
