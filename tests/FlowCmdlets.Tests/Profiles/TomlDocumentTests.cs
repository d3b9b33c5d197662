using FlowCmdlets.Profiles;
using Xunit;

namespace FlowCmdlets.Tests.Profiles;

/// <summary>The part of TOML that the official command-line client writes is read, and everything else is refused by its line.</summary>
public sealed class TomlDocumentTests
{
    [Fact]
    public void A_file_as_the_client_writes_it_is_read()
    {
        const string Text = """
            # Profiles
            [default]
            environment = "mypurecloud.de"
            grant_type = '1' # client credentials
              client_credentials	=	"a-client"
            logging_enabled = false
            retries = 1_0
            oauth_token_data = '{"access_token":"a#b","token_type":"bearer"}'
            escaped = "tab\t quote\" backslash\\ \u00e4 \U0001F600"

            ["My profile"]
            'a key' = ""
            [ eu . prod ]
            """;

        IReadOnlyList<TomlTable> tables = TomlDocument.Parse(Text);

        Assert.Equal(["default", "My profile", "eu.prod"], tables.Select(table => table.Name));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["environment"] = "mypurecloud.de",
                ["grant_type"] = "1",
                ["client_credentials"] = "a-client",
                ["logging_enabled"] = "false",
                ["retries"] = "10",
                ["oauth_token_data"] = """{"access_token":"a#b","token_type":"bearer"}""",
                ["escaped"] = "tab\t quote\" backslash\\ ä \U0001F600",
            },
            tables[0].Values);
        Assert.Equal("", tables[1].Values["A KEY"]);
    }

    [Theory]
    [InlineData("\uFEFF[a]")]
    [InlineData("")]
    [InlineData("\r\n[a]\r\nb = 1\r\n")]
    [InlineData("a = 1\n[b]")]
    public void Empty_lines_line_breaks_of_Windows_and_keys_above_the_tables_are_fine(string text) =>
        TomlDocument.Parse(text.TrimStart('\uFEFF'));

    [Theory]
    [InlineData("[a]\nb = [1, 2]", "line 2: an array isn't supported")]
    [InlineData("[a]\nb = { c = 1 }", "line 2: an inline table isn't supported")]
    [InlineData("[a]\n\nb = \"\"\"\nfake-pass\n\"\"\"", "line 3: a string of several lines isn't supported")]
    [InlineData("[a]\nb = '''fake-pass'''", "line 2: a string of several lines isn't supported")]
    [InlineData("[[a]]", "line 1: an array of tables isn't supported")]
    [InlineData("a.b = 1", "line 1: a key with dots isn't supported")]
    [InlineData("a = 1.5", "line 1: a value that is no string, integer, or Boolean isn't supported")]
    [InlineData("a = 2026-12-01", "line 1: a value that is no string")]
    [InlineData("a = fake-pass", "line 1: a value that is no string")]
    [InlineData("a = 007", "line 1: a value that is no string")]
    [InlineData("a = 99999999999999999999", "line 1: a value that is no string")]
    [InlineData("a = \"fake-pass", "line 1: the string has no end")]
    [InlineData("a = \"fake-pass\" b", "line 1: there is more after the value")]
    [InlineData("a = \"\\x\"", "line 1: the string has an unknown escape sequence")]
    [InlineData("a = \"\\uD800\"", "line 1: the string has an escape sequence that is no character")]
    [InlineData("a = \"\\u00\"", "line 1: the string has an escape sequence that is no character")]
    [InlineData("a = \"fake\u0007pass\"", "line 1: the string has a control character")]
    [InlineData("a = 1 # \u0001", "line 1: the comment has a control character")]
    [InlineData("a = 1\rb = 2", "line 1: ")]
    [InlineData("a =", "line 1: there is no value")]
    [InlineData("a", "line 1: expected a table, or a key")]
    [InlineData("=", "line 1: expected a name")]
    [InlineData("[a", "line 1: expected ']'")]
    [InlineData("[]", "line 1: expected a name")]
    [InlineData("[a] b", "line 1: there is more after")]
    [InlineData("[a]\nb = 1\nB = 2", "line 3: the key is there twice")]
    [InlineData("[a]\n[b]\n[A]", "line 3: the table has the same name, ignoring case, as that of line 1")]
    [InlineData("[a]\nb = 1\n[a.b]", "line 3: the table has the name of a key")]
    [InlineData("a = 1\n[a]", "line 2: the table has the name of a key")]
    public void Anything_else_is_refused_with_its_line_and_without_its_text(string text, string problem)
    {
        TomlFormatException refused = Assert.Throws<TomlFormatException>(() => TomlDocument.Parse(text));
        Assert.StartsWith(problem, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("fake", refused.Message, StringComparison.Ordinal);
    }
}
