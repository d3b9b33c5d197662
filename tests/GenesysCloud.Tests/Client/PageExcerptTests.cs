using System.Globalization;
using System.Text;
using CsCheck;
using GenesysCloud.Http;
using Xunit;

namespace GenesysCloud.Tests.Client;

public sealed class PageExcerptTests
{
    private static readonly Gen<string> s_pieces = Gen.OneOf(
        Gen.String,
        Gen.OneOf(
            "<", ">", "<!--", "-->", "<script>", "</script>", "<b>", "&#27;[31m", "&lt;",
            "\u001b", "\u0007", "\u202e", "\r\n", " ", "😀", "\ud83d", "\0", "Bearer "));

    [Theory]
    [InlineData("<html><head><title>403 Forbidden</title></head>\n<body><center>nginx</center></body></html>", "403 Forbidden nginx")]
    [InlineData("<!DOCTYPE html><style>b { color: red }</style><script>var a = '<b>';</script><p>Blocked &amp; logged", "Blocked & logged")]
    [InlineData("<!-- <b>no</b> --><b>yes</b>", "yes")]
    [InlineData("{\"message\":\"Forbidden\"}", "{\"message\":\"Forbidden\"}")]
    [InlineData("a < b and c > d", "a < b and c > d")]
    [InlineData("\u001b[31mred\u0007 text\u202e", "[31mred text")]
    [InlineData("<p>&#27;[2J&#7;cleared", "[2J cleared")]
    [InlineData("Authorization: Bearer abcdefghijklmnopqrstuvwxyz-0123456789", "Authorization: Bearer ***")]
    [InlineData("Basic authentication is required", "Basic authentication is required")]
    [InlineData("<script>never closed", "")]
    [InlineData("", "")]
    public void The_words_of_a_page_are_shown_without_its_markup(string page, string words) =>
        Assert.Equal(words, PageExcerpt.Create(Encoding.UTF8.GetBytes(page)));

    [Fact]
    public void No_body_is_ever_shown_at_length_or_with_characters_that_move_a_terminal() =>
        Gen.OneOf(s_pieces.Array[0, 200].Select(string.Concat).Select(Encoding.UTF8.GetBytes), Gen.Byte.Array)
            .Sample(
                body =>
                {
                    string text = PageExcerpt.Create(body);
                    Assert.InRange(text.Length, 0, PageExcerpt.MaxLength);
                    Assert.DoesNotContain(
                        text.EnumerateRunes(), rune => Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format);
                    Assert.Equal(text, new string(text.EnumerateRunes().SelectMany(rune => rune.ToString()).ToArray()));
                    Assert.Equal(text.Trim(), text);
                },
                iter: 20_000);

    [Fact]
    public void A_huge_page_is_not_read_to_its_end() =>
        Assert.Equal(new string('x', PageExcerpt.MaxLength), PageExcerpt.Create(Encoding.UTF8.GetBytes(new string('x', 10_000_000))));
}
