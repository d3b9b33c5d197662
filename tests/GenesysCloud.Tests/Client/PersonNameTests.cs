using CsCheck;
using GenesysCloud.People;
using Xunit;

namespace GenesysCloud.Tests.Client;

/// <summary>By what a person is named, and which names are one.</summary>
public sealed class PersonNameTests
{
    [Theory]
    [InlineData("+13172222222", "+13172222222")]
    [InlineData(" +1 (317) 222-2222 ", "+13172222222")]
    [InlineData("+1.317.222.2222", "+13172222222")]
    [InlineData("+49 30/123456", "+4930123456")]
    [InlineData("+1\u00A0317\u00A0222\u00A02222", "+13172222222")]
    [InlineData("+2907123", "+2907123")]
    [InlineData("+123456789012345", "+123456789012345")]
    public void A_phone_number_with_its_country_code_is_read_without_what_makes_it_readable(string text, string number)
    {
        var name = PersonName.Create(PersonKind.ExternalContact, text);
        Assert.Equal((PersonNameForm.Phone, number), (name.Form, name.Key));
    }

    [Theory]
    [InlineData("13172222222")]
    [InlineData("0013172222222")]
    [InlineData("+49 (0)30 123456")]
    [InlineData("+1 317 CALL NOW")]
    [InlineData("+1234567890123456")]
    [InlineData("+123456")]
    [InlineData("+")]
    [InlineData("\uFF0B13172222222")]
    [InlineData("+1317222222\u0662")]
    public void No_number_is_guessed(string text) =>
        Assert.Equal(PersonNameForm.ExternalId, PersonName.Create(PersonKind.ExternalContact, text).Form);

    [Fact]
    public void Addresses_and_user_names_are_one_in_any_case_and_external_ids_are_not()
    {
        Assert.Equal(PersonName.Create(PersonKind.User, " Anna@X.com"), PersonName.Create(PersonKind.User, "anna@x.COM "));
        Assert.NotEqual(PersonName.Create(PersonKind.User, "anna@x.com"), PersonName.Create(PersonKind.ExternalContact, "anna@x.com"));
        Assert.Equal(
            PersonName.Create(PersonKind.ExternalContact, "Anna@X.com"), PersonName.Create(PersonKind.ExternalContact, "anna@x.com"));
        Assert.NotEqual(PersonName.Create(PersonKind.ExternalContact, "c-1"), PersonName.Create(PersonKind.ExternalContact, "C-1"));
    }

    [Fact]
    public void A_name_matches_itself_in_other_white_space_and_no_longer_or_shorter_one() =>
        Gen.Select(Gen.String[1, 20], Gen.Bool).Where(given => given.Item1.Trim().Length > 0).Sample((text, isUser) =>
        {
            var name = PersonName.Create(isUser ? PersonKind.User : PersonKind.ExternalContact, text);
            Assert.True(name.Matches($" {name.Text} "));
            Assert.False(name.Matches(name.Text + "x"));
            Assert.False(name.Matches(""));
            Assert.False(name.Matches(null));
            Assert.Equal(name.GetHashCode(), PersonName.Create(name.Kind, $" {text} ").GetHashCode());
        });

    [Fact]
    public void A_name_is_not_printed() =>
        Assert.DoesNotContain("anna", $"{PersonName.Create(PersonKind.User, "anna@x.com")}", StringComparison.Ordinal);
}
