namespace PodMirror.Spans.Tests;

/// <summary>Dates of birth behind a key in texts and scripts: there a date is told by its key alone, so it has to be seen by itself.</summary>
public sealed class BirthDatesInTextTests
{
    [Theory]
    [InlineData("birthDate: \"1974-05-17\"", "birthDate: \"REDACTED\"")]
    [InlineData("x = {birthDate: '1974-05-17', id: 7}", "x = {birthDate: 'REDACTED', id: 7}")]
    [InlineData("dob: 1974-05-17\nname: Ada", "dob: REDACTED\nname: Ada")]
    [InlineData("dob: 1974-05-17, name: Ada", "dob: REDACTED, name: Ada")]
    [InlineData("dob: 1974-05-17 # as on the card", "dob: REDACTED # as on the card")]
    [InlineData("user=ada dob=17.05.1974 level=info", "user=ada dob=REDACTED level=info")]
    [InlineData("Date of birth: 17 May 1974 in London", "Date of birth: REDACTED in London")]
    [InlineData("Born: May 17, 1974; London", "Born: REDACTED; London")]
    [InlineData("geburtstag := 17/05/1974.", "geburtstag := REDACTED.")]
    [InlineData("GET /p?dob=1974-05-17&a=1", "GET /p?dob=REDACTED&a=1")]
    [InlineData("s = \"{\\\"dob\\\":\\\"1974-05-17\\\",\\\"a\\\":1}\"", "s = \"{\\\"dob\\\":\\\"REDACTED\\\",\\\"a\\\":1}\"")]
    [InlineData("birth_date => 1974-05-17T00:00:00Z", "birth_date => REDACTED")]
    public void A_date_behind_a_key_of_a_birth_is_hidden(string text, string expected) =>
        Assert.Equal(expected, Redacted.Of(ContentForm.Text, text));

    [Theory]
    [InlineData("created: 1974-05-17")]
    [InlineData("birth: yes, at 10")]
    [InlineData("dob:")]
    [InlineData("birthday: cake and 20 candles")]
    [InlineData("dob: ,,, 1")]
    public void What_is_no_date_of_a_birth_is_shown(string text) => Assert.Equal(text, Redacted.Of(ContentForm.Text, text));

    [Fact]
    public void Its_kind_is_told() => Assert.Equal(
        ["request.body"],
        new Sample { RequestFields = "Content-Type: text/plain\r\n", RequestBody = "dob: 1974-05-17"u8.ToArray() }
            .ToSpan().Texts("podmirror.sensitive.date_of_birth"));
}
