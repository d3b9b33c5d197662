using System.Net;
using CsCheck;
using GenesysCloud.Http;
using GenesysCloud.Tests.Support;
using Xunit;

namespace GenesysCloud.Tests.Client;

public sealed class DisplayTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Grüße – 日本 🙂", "Grüße – 日本 🙂")]
    [InlineData("two\nlines\tand a tab", "two\nlines\tand a tab")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b]0;title\u0007text", "text")]
    [InlineData("\u001b]8;;http://x.example\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("\u009b2Jcleared", "cleared")]
    [InlineData("over\rwritten\b\b", "overwritten")]
    [InlineData("\u202egnp.exe\u2066x\u2069\u200f", "gnp.exex")]
    [InlineData("\u001b", "")]
    public void What_a_terminal_obeys_is_taken_out(string text, string clean) => Assert.Equal(clean, DisplayText.Clean(text));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\nlines\tand a tab", "two lines and a tab")]
    [InlineData("a\r\nb\u2028c\u0085d", "a b c d")]
    [InlineData("a\n\u001b[31mred", "a red")]
    [InlineData("", "")]
    public void A_text_within_a_sentence_is_one_line(string text, string line) => Assert.Equal(line, DisplayText.OneLine(text));

    [Fact]
    public void Whatever_the_text_one_line_of_it_is_one_line() =>
        Gen.OneOf(Gen.String, Gen.Char['\0', '\u00a0'].Array.Select(characters => new string(characters))).Sample(text =>
            Assert.DoesNotContain(DisplayText.OneLine(text), char.IsControl));

    [Fact]
    public void Whatever_the_text_no_control_character_is_left_and_cleaning_again_changes_nothing() =>
        Gen.OneOf(Gen.String, Gen.Char['\0', '\u00a0'].Array.Select(characters => new string(characters))).Sample(text =>
        {
            string clean = DisplayText.Clean(text);
            Assert.DoesNotContain(clean, character => char.IsControl(character) && character is not ('\t' or '\n'));
            Assert.DoesNotContain(clean, character => character is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069');
            Assert.Same(clean, DisplayText.Clean(clean));
        });

    [Fact]
    public async Task The_messages_of_the_service_and_of_the_login_host_are_clean()
    {
        const string Body =
            """{"message":"No\u001b[2J """ +
            """\u202eway","code":"bad\u0007code","contextId":"\u009bc1","error":"in\u001b[31mvalid","description":"no\u0007pe"}""";
        HttpResponseMessage Respond(HttpRequestMessage request) => StubHandler.Answer(
            request.RequestUri!.AbsolutePath == "/oauth/token" ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest, Body);
        using var reading = new TestTransport(StubHandler.Nowhere, new StubHandler(Respond));
        using var signingIn = new TestTransport(StubHandler.Nowhere, new StubHandler(Respond), signsIn: true);

        GenesysCloudException read = await Assert.ThrowsAsync<GenesysCloudException>(
            () => reading.Time.RunAsync(reading.Client.GetOrganizationAsync()));
        SignInException signIn = await Assert.ThrowsAsync<SignInException>(() => signingIn.Time.RunAsync(signingIn.Client.SignInAsync()));

        Assert.Equal(("No way", "badcode"), (read.ServiceMessage, read.Code));
        Assert.Equal(("nope", "invalid"), (signIn.ServiceMessage, signIn.Code));
        Assert.All([read.Message, signIn.Message, read.CorrelationId!], text => Assert.DoesNotContain(text, char.IsControl));
    }
}
