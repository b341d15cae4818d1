using PodMirror.TestKit;

namespace PodMirror.Corpus.Tests;

public sealed class LlhttpTests
{
    [Fact]
    public void Every_valid_vector_is_read_as_llhttp_reads_it_but_for_the_listed_ones()
    {
        Dictionary<string, string> listed = LlhttpPage.Rows("valid");
        List<string> unexpected = [];
        foreach (LlhttpVector vector in Vectors().Where(vector => vector.Expected.Error is null && !vector.SkipsBody))
        {
            string differs = LlhttpComparison.Differs(vector, LlhttpRun.Of(vector));
            if (differs != (listed.Remove(vector.Title, out string? expected) ? expected : "same"))
            {
                unexpected.Add($"| {vector.Title} | {differs} |");
            }
        }

        unexpected.AddRange(listed.Keys.Select(title => $"{title}: listed, but there is no such valid vector"));
        Assert.True(unexpected.Count == 0, $"docs/llhttp.md says otherwise:\n{string.Join('\n', unexpected)}");
    }

    [Fact]
    public void Every_vector_that_llhttp_refuses_is_refused_or_read_as_it_is_listed()
    {
        Dictionary<string, string> listed = LlhttpPage.Rows("Refused");
        List<string> unexpected = [];
        foreach (LlhttpVector vector in Vectors().Where(vector => vector.Expected.Error is not null))
        {
            string outcome = $"{vector.Expected.Error} | {LlhttpComparison.Outcome(LlhttpRun.Of(vector))}";
            if (!listed.Remove(vector.Title, out string? expected) || outcome != expected)
            {
                unexpected.Add($"| {vector.Title} | {outcome} |");
            }
        }

        unexpected.AddRange(listed.Keys.Select(title => $"{title}: listed, but there is no such refused vector"));
        Assert.True(unexpected.Count == 0, $"docs/llhttp.md says otherwise:\n{string.Join('\n', unexpected)}");
    }

    [Fact]
    public void The_vectors_are_read_as_their_authors_meant_them()
    {
        List<LlhttpVector> vectors = Vectors();
        Assert.True(vectors.Count > 240, $"only {vectors.Count} vectors");
        foreach (LlhttpVector vector in vectors)
        {
            Assert.All(vector.Expected.Spans, span => Assert.Equal(span.Text, vector.Input.Substring(span.Offset, span.Length)));
        }
    }

    [Fact]
    public void However_the_bytes_are_cut_into_segments_the_same_comes_out()
    {
        foreach (LlhttpVector vector in Vectors())
        {
            string whole = LlhttpRun.Describe(LlhttpRun.Of(vector));
            int[] everywhere = [.. Enumerable.Range(1, Math.Max(0, vector.Input.Length - 1))];
            string byteByByte = LlhttpRun.Describe(LlhttpRun.Of(vector, everywhere));
            Assert.True(whole == byteByByte, $"{vector.Title}: byte by byte\n{whole}\n{byteByByte}");
            foreach (int cut in everywhere)
            {
                string split = LlhttpRun.Describe(LlhttpRun.Of(vector, cut));
                Assert.True(whole == split, $"{vector.Title}: cut at {cut}\n{whole}\n{split}");
            }
        }
    }

    private static List<LlhttpVector> Vectors()
    {
        string? folder = TestData.Find("vectors/llhttp/test");
        Assert.SkipWhen(folder is null, TestData.SkipReason("vectors/llhttp/test"));
        return LlhttpVector.Load(folder);
    }
}
