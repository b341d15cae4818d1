using PodMirror.TestKit;

namespace PodMirror.Spans.Tests;

/// <summary>Elements of XML and HTML whose attributes say what their value is.</summary>
public sealed class NamedElementsTests
{
    [Theory]
    [InlineData("<input name=\"pesel\" value=\"71081514122\">", "<input name=\"pesel\" value=\"REDACTED\">")]
    [InlineData("<input value=71081514122 name=pesel>", "<input value=REDACTED name=pesel>")]
    [InlineData("<INPUT TYPE=\"text\" NAME=\"Pesel\" VALUE=\"71081514122\">", "<INPUT TYPE=\"text\" NAME=\"Pesel\" VALUE=\"REDACTED\">")]
    [InlineData("<input id=\"f3\" value='71081514122' name=\"customer[pesel]\"/>", "<input id=\"f3\" value='REDACTED' name=\"customer[pesel]\"/>")]
    [InlineData("<input name=\"f3\" id=\"ctl00_MainContent_PlaceHolder_txtPesel\" value=\"71081514122\">",
        "<input name=\"f3\" id=\"ctl00_MainContent_PlaceHolder_txtPesel\" value=\"REDACTED\">")]
    [InlineData("<input name=\"dob\" value=\"1974-05-17\">", "<input name=\"dob\" value=\"REDACTED\">")]
    [InlineData("<input name=\"x\" autocomplete=\"bday\" value=\"1974-05-17\">", "<input name=\"x\" autocomplete=\"bday\" value=\"REDACTED\">")]
    [InlineData("<meta itemprop=\"birthDate\" content=\"1974-05-17\">", "<meta itemprop=\"birthDate\" content=\"REDACTED\">")]
    [InlineData("<input autocomplete=\"current-password\" value=\"s3\">", "<input autocomplete=\"current-password\" value=\"REDACTED\">")]
    [InlineData("<pesel value=\"71081514122\"/>", "<pesel value=\"REDACTED\"/>")]
    [InlineData("<field name=\"pesel\">71081514122</field>", "<field name=\"pesel\">REDACTED</field>")]
    [InlineData("<a:entry a:key=\"pesel\"><![CDATA[71081514122]]></a:entry>", "<a:entry a:key=\"pesel\"><![CDATA[REDACTED]]></a:entry>")]
    [InlineData("<property name=\"pesel\">\n <value>71081514122</value>\n</property>",
        "<property name=\"pesel\">\n <value>REDACTED</value>\n</property>")]
    [InlineData("<pesel id=\"7\">71081514122</pesel>", "<pesel id=\"7\">REDACTED</pesel>")]
    [InlineData("<entry key=\"password\">s3</entry>", "<entry key=\"password\">REDACTED</entry>")]
    [InlineData("<ENTRY KEY=\"password\">s3</ENTRY>", "<ENTRY KEY=\"password\">REDACTED</ENTRY>")]
    [InlineData("<string android:name=\"api_key\">s3</string>", "<string android:name=\"api_key\">REDACTED</string>")]
    public void A_value_is_known_by_the_name_that_its_element_bears(string markup, string expected) =>
        Assert.Equal(expected, Redacted.Of(ContentForm.Xml, markup));

    [Theory]
    [InlineData("<input name=\"order\" value=\"71081514122\">")]
    [InlineData("<field name=\"pesel\">x</field><field name=\"order\">71081514122</field>")]
    [InlineData("<field name=\"pesel\"/><b>71081514122</b>")]
    [InlineData("<p id=\"pesel\"><b>1</b> order 71081514122</p>")]
    [InlineData("<input name=\"pesel\" size=\"71081514122\">")]
    public void The_name_of_another_element_says_nothing(string markup) => Assert.Equal(markup, Redacted.Of(ContentForm.Xml, markup));

    [Theory]
    [InlineData("<form><input type=\"password\" name=\"p\"><button>Sign in</button></form><p>Welcome</p>",
        "<form><input type=\"password\" name=\"p\"><button>REDACTED</button></form><p>Welcome</p>")]
    [InlineData("<div><meta name=csrf-token content=s3></div>Welcome", "<div><meta name=csrf-token content=REDACTED></div>Welcome")]
    [InlineData("<input name=\"credentials\"><a><b>s3</b></a>s3</input>", "<input name=\"credentials\"><a><b>REDACTED</b></a>REDACTED</input>")]
    [InlineData("<password><a>s3</b>s3</a>s3</password>x", "<password><a>REDACTED</b>REDACTED</a>REDACTED</password>x")]
    public void A_field_of_HTML_that_has_no_end_tag_hides_no_more_than_the_element_around_it(string markup, string expected) =>
        Assert.Equal(expected, Redacted.Of(ContentForm.Xml, markup));

    [Fact]
    public void A_value_is_shown_whose_name_is_allowed()
    {
        RedactionRules rules = Redacted.Rules("{ 'allow': { 'names': ['pesel', 'page_token'] } }");
        const string markup = "<input name=\"pesel\" value=\"71081514122\"><f name=\"page_token\">alice@example.com</f>";

        Assert.Equal(markup, Redacted.Of(ContentForm.Xml, markup, rules));
    }

    [Fact]
    public void Many_and_long_names_cost_no_allocation()
    {
        string names = string.Concat(Enumerable.Range(0, 500).Select(i => $"id=\"{new string('x', i)}\" "));
        string markup = $"<a {names} value=\"71081514122\" name=pesel>";
        byte[] content = System.Text.Encoding.ASCII.GetBytes(markup);
        var redactor = new ContentRedactor(new Redactor(RedactionRules.Default));
        redactor.Redact(ContentForm.Xml, content, isCut: false);

        Assert.Equal(0, Allocation.Least(() => redactor.Redact(ContentForm.Xml, content, isCut: false)));
    }
}
