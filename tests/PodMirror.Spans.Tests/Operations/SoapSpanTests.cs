using System.Text;

namespace PodMirror.Spans.Tests;

public sealed class SoapSpanTests
{
    private const string Namespace11 = "http://schemas.xmlsoap.org/soap/envelope/";
    private const string Namespace12 = "http://www.w3.org/2003/05/soap-envelope";

    [Theory]
    [InlineData("text/xml", "SOAPAction: \"urn:shop/GetPrice\"\r\n", Namespace11, "1.1", "urn:shop/GetPrice")]
    [InlineData("text/xml; charset=utf-8", "SOAPAction: \"\"\r\n", Namespace11, "1.1", null)]
    [InlineData("application/soap+xml; charset=utf-8; action=\"urn:a;b\"", "", Namespace12, "1.2", "urn:a;b")]
    [InlineData("application/soap+xml;action=urn:a", "", Namespace12, "1.2", "urn:a")]
    public void A_call_has_its_action_and_its_operation(string type, string fields, string ns, string version, string? action)
    {
        string body = $"""
            <?xml version="1.0"?><!-- <s:Body><No/></s:Body> -->
            <s:Envelope xmlns:s="{ns}" a='>'><s:Header><x:Body><x:a/></x:Body><b/></s:Header>
            <s:Body><![CDATA[<No/>]]> <m:GetPrice xmlns:m="urn:shop"><m:Item>1</m:Item></m:GetPrice></s:Body></s:Envelope>
            """;
        ReadSpan span = Post($"Content-Type: {type}\r\n{fields}", body).ToSpan();

        Assert.Equal("GetPrice", span.Name);
        Assert.Equal("soap", span.Text("rpc.system.name"));
        Assert.Equal("GetPrice", span.Text("rpc.method"));
        Assert.Equal(version, span.Text("podmirror.soap.version"));
        Assert.Equal(action, span["podmirror.soap.action"]);
    }

    [Theory]
    [InlineData("<a/>")]
    [InlineData("<Envelope/>")]
    [InlineData("<Envelope xmlns=\"urn:other\"><Body><a/></Body></Envelope>")]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("<!")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"<Envelope>\">]><a/>")]
    [InlineData("</s:Envelope>")]
    public void Other_xml_is_no_soap(string body) => Assert.Equal("POST", Post("Content-Type: text/xml\r\n", body).ToSpan().Name);

    [Theory]
    [InlineData("<s:Body/>")]
    [InlineData("<s:Body></s:Body>")]
    [InlineData("<s:Header><s:Body><a/></s:Body></s:Header>")]
    [InlineData("<s:Body>")]
    public void An_envelope_without_an_operation_is_soap_all_the_same(string inside)
    {
        ReadSpan span = Post("Content-Type: text/xml\r\n", $"<s:Envelope xmlns:s='{Namespace11}'>{inside}").ToSpan();

        Assert.Equal("soap", span.Name);
        Assert.Null(span["rpc.method"]);
    }

    [Theory]
    [InlineData("<faultcode>s:Server</faultcode><faultstring>secret</faultstring>", "Server")]
    [InlineData("<s:Code><s:Value> s:Sender\n</s:Value></s:Code><s:Reason/>", "Sender")]
    [InlineData("<faultstring>x</faultstring>", "_OTHER")]
    public void A_fault_is_an_error_with_its_code(string fault, string code)
    {
        ReadSpan span = (Post("Content-Type: text/xml\r\n", $"<Envelope xmlns='{Namespace11}'><Body><a/></Body></Envelope>") with
        {
            Status = 500,
            ResponseFields = "Content-Type: text/xml\r\n",
            ResponseBody = Encoding.UTF8.GetBytes($"<s:Envelope xmlns:s='{Namespace11}'><s:Body><s:Fault>{fault}</s:Fault></s:Body></s:Envelope>"),
        }).ToSpan();

        Assert.Equal(code, span.Text("error.type"));
        Assert.Equal(code, span.Text("podmirror.soap.fault_code"));
        Assert.Equal(2, span.Status);
    }

    [Fact]
    public void A_megabyte_of_tags_is_passed_once()
    {
        string open = string.Concat(Enumerable.Repeat("<a>", 300_000));
        var options = new SpanOptions { MaxBodyBytes = 1 << 20 };
        ReadSpan span = Post("Content-Type: text/xml\r\n", $"<Envelope xmlns='{Namespace11}'>{open}").ToSpan(options);

        Assert.Equal("soap", span.Name);
    }

    private static Sample Post(string fields, string body) => new()
    {
        Method = "POST",
        Target = "/service",
        RequestFields = fields,
        RequestBody = Encoding.UTF8.GetBytes(body),
    };
}
