namespace PodMirror.Agent.Tests.Catalog;

/// <summary>Descriptions of the service of the tests.</summary>
internal static class Descriptions
{
    /// <summary>One operation that is called and one that is not.</summary>
    public const string Small = """
        openapi: 3.1.0
        info: {title: Things, version: "7"}
        paths:
          /things/{thing}:
            get:
              parameters: [{name: thing, in: path, required: true, schema: {type: string}}]
              responses: {"200": {description: one}}
          /never:
            get:
              responses: {"200": {description: none}}
        """;

    /// <summary>The same without the operation that is called.</summary>
    public const string WithoutThings = """
        openapi: 3.1.0
        info: {title: Things, version: "8"}
        paths:
          /never:
            get:
              responses: {"200": {description: none}}
        """;
}
