using System.Text;

namespace PodMirror.Spans.Tests;

/// <summary>Contents as they may leave.</summary>
internal static class Redacted
{
    public static string Json(string content, RedactionRules? rules = null, bool isCut = false) => Of(ContentForm.Json, content, rules, isCut);

    public static string Of(ContentForm form, string content, RedactionRules? rules = null, bool isCut = false) =>
        Encoding.UTF8.GetString(Bytes(form, Encoding.UTF8.GetBytes(content), rules, isCut));

    public static byte[] Bytes(ContentForm form, byte[] content, RedactionRules? rules = null, bool isCut = false) =>
        new ContentRedactor(new Redactor(rules ?? RedactionRules.Default)).Redact(form, content, isCut).ToArray();

    /// <summary>The rules of a document, which has to be a good one. Apostrophes stand for quotes.</summary>
    public static RedactionRules Rules(string document)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(document.Replace('\'', '"'));
        Assert.True(RedactionDocument.TryParse(utf8, out RedactionRules rules, out string fault), fault);
        return rules;
    }
}
