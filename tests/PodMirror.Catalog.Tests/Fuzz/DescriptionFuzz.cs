using System.Buffers;
using PodMirror.Catalog.Drift;
using PodMirror.Catalog.OpenApi;
using Made = PodMirror.Catalog.Tests.OpenApi.Snapshots;

namespace PodMirror.Catalog.Tests.Fuzz;

/// <summary>A description of any bytes: refused with a word, or one that gives rules and can be compared with what is seen.</summary>
internal static class DescriptionFuzz
{
    private static readonly ImportLimits Limits = new() { MaxBytes = 1 << 16, MaxValues = 5000, MaxOperations = 50 };

    private static readonly ServiceSnapshot Seen = Made.Service(
        Made.Endpoint("GET", "/a") with
        {
            QueryParameters = [new PropertySnapshot("q", true, 100, 100, Made.Schema("integer"))],
            Bodies = [Made.Response(Made.Object(("id!", Made.Schema("integer")), ("x", Made.Schema("string"))))],
        },
        Made.Endpoint("POST", "/a/{id}") with
        {
            Bodies = [Made.Request(Made.Object(("a", Made.Schema("array"))))],
        });

    public static void Run(ReadOnlySpan<byte> input)
    {
        if (!ApiDescriptionReader.TryRead(input, Limits, out ApiDescription? description, out ImportFault? fault))
        {
            if (string.IsNullOrEmpty(fault.Message) || fault.Line < 0)
            {
                throw new NotSupportedException("refused without a word");
            }

            return;
        }

        var catalog = new ApiCatalog();
        foreach (TemplateRule rule in description.Rules("api"))
        {
            catalog.TryAdd(rule);
        }

        DriftReport report = DriftComparison.Compare(description, Seen, DriftMemory.Empty, 1_790_000_000_000);
        if (report.Items.Select(i => i.Id).Distinct().Count() != report.Items.Count)
        {
            throw new NotSupportedException("one id twice");
        }

        DriftReport again = DriftComparison.Compare(description, Seen, report.Memory, 1_790_000_100_000);
        if (!report.Items.Select(i => i.Since).SequenceEqual(again.Items.Select(i => i.Since)))
        {
            throw new NotSupportedException("something changed by itself");
        }

        var saved = new ArrayBufferWriter<byte>();
        again.Memory.Save(saved);
        if (!DriftMemory.TryLoad(saved.WrittenSpan, out _, out string? refused))
        {
            throw new NotSupportedException(refused);
        }
    }

    public static IEnumerable<byte[]> Seeds() =>
    [
        """
        {"openapi":"3.1.0","info":{"title":"a","version":"1"},"servers":[{"url":"https://{h}.example/v1","variables":{"h":{"default":"x"}}}],
        "security":[{"k":[]}],"paths":{"/a":{"parameters":[{"name":"q","in":"query","schema":{"type":["integer","null"]}}],"get":{"deprecated":true,
        "responses":{"200":{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/schemas/T"}}}},"4XX":{"description":""}}}},
        "/a/{id}":{"post":{"requestBody":{"content":{"*/*":{"schema":{"allOf":[{"$ref":"#/components/schemas/T"}],"oneOf":[{"type":"string"},
        true]}}}}}}},
        "components":{"schemas":{"T":{"type":"object","required":["id"],"properties":{"id":
        {"enum":["a",1,null]},"t":{"$ref":"#/components/schemas/T"}},
        "additionalProperties":true}},"securitySchemes":{"k":{"type":"apiKey","in":"header","name":"x"}}}}
        """u8.ToArray(),
        """
        swagger: "2.0"
        info: &i {title: a, version: 1.0}
        basePath: /v1
        x-i: *i
        paths:
          /a:
            get: {responses: {200: {description: ok, schema: {type: array, items: {$ref: '#/definitions/T'}}}}}
          /a/{id}:
            post:
              consumes: [application/json]
              parameters: [{in: body, name: b, schema: {$ref: "#/definitions/T"}}, {in: path, name: id, required: true, type: integer}]
              responses: {default: {description: no}}
        definitions: {T: {type: object, properties: {a: {type: file}}}}
        """u8.ToArray(),
        """
        openapi: 3.0.0
        info: {title: a, version: '1'}
        paths:
          /a:
            <<: &m {description: x}
            get: {responses: {'200': {$ref: '#/components/responses/R'}}}
            post: {requestBody: {$ref: 'https://example.com/x'}, security: [{o: [a]}], responses: {}}
        components:
          responses: {R: {description: r, content: {application/json: {schema: {nullable: true, type: string, enum: [a, null]}}}}}
          securitySchemes: {o: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://a', scopes: {}}}}}
        """u8.ToArray(),
    ];
}
