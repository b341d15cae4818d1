using PodMirror.Catalog.Paths;

namespace PodMirror.Catalog.Tests;

public sealed class SegmentRecogniserTests
{
    [Theory]
    [InlineData("", "Empty")]
    [InlineData("users", "Word")]
    [InlineData("oauth2", "Word")]
    [InlineData("sha256", "Word")]
    [InlineData("reset-password", "Word")]
    [InlineData("getUserPreferencesById", "Word")]
    [InlineData("v1", "Version")]
    [InlineData("v1beta2", "Version")]
    [InlineData("v2.7", "Version")]
    [InlineData("me", "Reserved")]
    [InlineData("@me", "Reserved")]
    [InlineData("17", "Integer")]
    [InlineData("-3", "Integer")]
    [InlineData("1.1", "Decimal")]
    [InlineData("6f9619ff-8b86-d011-b42d-00c04fc964ff", "Uuid")]
    [InlineData("507f1f77bcf86cd799439011", "Hash")]
    [InlineData("9f86d08", "Hash")]
    [InlineData("01ARZ3NDEKTSV4RRFFQ69G5FAV", "Token")]
    [InlineData("0ujtsYcgvSTl8PAuAdqWYSMnLOv", "Token")]
    [InlineData("V1StGXR8_Z5jdHi6B-myT", "Token")]
    [InlineData("ynjahYXPPJBHWbxWGJRhNE", "Token")]
    [InlineData("2026-10-21", "Date")]
    [InlineData("2026-10-21T07:28:00Z", "Date")]
    [InlineData("2026-13-21", "PrefixedId")]
    [InlineData("a@example.com", "Email")]
    [InlineData("a%40example.com", "Email")]
    [InlineData("ord-123", "PrefixedId")]
    [InlineData("cus_9s6XKzkNRiz8i3", "PrefixedId")]
    [InlineData("JIRA-7", "PrefixedId")]
    [InlineData("SKU12345", "PrefixedId")]
    [InlineData("k8s", "Word")]
    [InlineData("caf%C3%A9", "Mixed")]
    public void A_segment_is_what_it_looks_like(string segment, string type) => Assert.Equal(type, SegmentRecogniser.Recognise(segment).ToString());
}
