using System.Net;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PodMirror.Agent.Sqlite;

namespace PodMirror.Agent.Tests.Catalog;

/// <summary>What a start makes of descriptions and the rules of the catalog, which are two files.</summary>
public sealed class DescriptionRestartTests : IDisposable
{
    private const string Service = "shop";

    /// <summary>What the second version of the catalog's state was saved as, of a service with a rule that its description says.</summary>
    private const string SecondVersion =
        "UE1DQVQCAAEEc2hvcAAAAACAAgABAA8vdGhpbmdzL3t0aGluZ30CAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAAAAEGdGhpbmdzAwAAAA"
        + "EAAAAAAQV0aGluZwgAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAA==";

    private readonly string _data = Directory.CreateTempSubdirectory("podmirror-descriptions-").FullName;

    private string StatePath => Path.Combine(_data, "catalog.state");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Rules_of_a_description_are_there_again_when_the_catalog_has_lost_its_state()
    {
        await UploadAsync(Descriptions.Small);
        File.Delete(StatePath);
        Assert.Equal(["/never description", "/things/{thing} description"], await RulesAfterStartAsync());
    }

    [Fact]
    public async Task Rules_that_a_user_took_back_do_not_come_again_not_even_when_they_were_all()
    {
        await UploadAsync(Descriptions.Small, "/never");
        Assert.Equal(["/things/{thing} description"], await RulesAfterStartAsync("/things/{thing}"));
        Assert.Empty(await RulesAfterStartAsync());
        Assert.Empty(await RulesAfterStartAsync());
    }

    [Fact]
    public async Task Rules_that_a_user_took_back_come_again_with_another_description()
    {
        await UploadAsync(Descriptions.Small, "/never", "/things/{thing}");
        await UploadAsync(Descriptions.WithoutThings);
        Assert.Equal(["/never description"], await RulesAfterStartAsync());
    }

    [Fact]
    public async Task A_crash_between_a_description_and_its_rules_is_made_good_at_the_next_start()
    {
        await UploadAsync(Descriptions.Small);
        ChangeFile($"UPDATE descriptions SET text = CAST('{Descriptions.WithoutThings.Replace("'", "''", StringComparison.Ordinal)}' AS BLOB)");
        Assert.Equal(["/never description"], await RulesAfterStartAsync());
    }

    [Fact]
    public async Task A_crash_between_the_end_of_a_description_and_that_of_its_rules_is_made_good_at_the_next_start()
    {
        await UploadAsync(Descriptions.Small);
        ChangeFile("DELETE FROM descriptions");
        Assert.Empty(await RulesAfterStartAsync());
    }

    [Fact]
    public async Task Rules_stay_when_the_file_of_descriptions_is_damaged()
    {
        await UploadAsync(Descriptions.Small);
        await File.WriteAllTextAsync(Path.Combine(_data, "descriptions.db"), "hello");
        Assert.Equal(2, (await RulesAfterStartAsync()).Length);
        Assert.Equal(2, (await RulesAfterStartAsync()).Length);
    }

    [Fact]
    public async Task Rules_stay_when_a_description_cannot_be_read_any_more()
    {
        await UploadAsync(Descriptions.Small);
        ChangeFile("UPDATE descriptions SET text = CAST('hello' AS BLOB)");
        Assert.Equal(2, (await RulesAfterStartAsync()).Length);
    }

    [Fact]
    public async Task Of_a_catalog_that_an_older_version_kept_nothing_is_known_and_what_is_missing_was_taken_back()
    {
        await UploadAsync(Descriptions.Small);
        byte[] state = [.. "PMCATF01"u8, .. new byte[16], .. Convert.FromBase64String(SecondVersion)];
        await File.WriteAllBytesAsync(StatePath, [.. state, .. SHA256.HashData(state)]);
        Assert.Equal(["/things/{thing} description"], await RulesAfterStartAsync("/things/{thing}"));
        Assert.Empty(await RulesAfterStartAsync());
    }

    private async Task UploadAsync(string description, params string[] takenBack)
    {
        await using TestAgent agent = await CatalogAgent.StartAsync(_data);
        Assert.Equal(HttpStatusCode.OK, (await agent.UploadAsync(Service, description)).Status);
        await TakeBackAsync(agent, takenBack);
    }

    /// <summary>The rules once a start has looked at all descriptions; some of them are taken back then.</summary>
    private async Task<string[]> RulesAfterStartAsync(params string[] takenBack)
    {
        await using TestAgent agent = await CatalogAgent.StartAsync(_data);
        await agent.UploadAsync("another", Descriptions.WithoutThings);
        Assert.Equal(HttpStatusCode.NoContent, await agent.ChangeAsync(HttpMethod.Delete, "services/another/description"));
        string[] rules = await agent.RulesAsync();
        await TakeBackAsync(agent, takenBack);
        return rules;
    }

    private static async Task TakeBackAsync(TestAgent agent, string[] templates)
    {
        foreach (string template in templates)
        {
            string rule = $"rules?service={Service}&kind=declare&template={template}";
            Assert.Equal(HttpStatusCode.NoContent, await agent.ChangeAsync(HttpMethod.Delete, rule));
        }
    }

    private void ChangeFile(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_data, "descriptions.db")};Pooling=False");
        connection.Open();
        SqliteScript.Run(connection, sql);
    }
}
