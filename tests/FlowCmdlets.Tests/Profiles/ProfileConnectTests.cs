using System.Management.Automation;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using FlowCmdlets.Tests.Session;
using GenesysCloud.Simulator;
using Xunit;

namespace FlowCmdlets.Tests.Profiles;

/// <summary><c>Connect-GenesysCloud -Profile</c>, in an environment that has none of the module's variables.</summary>
[Collection(EnvironmentTests.Collection)]
public sealed class ProfileConnectTests : ProfileTest
{
    private const string Later = "2099-01-01T00:00:00Z";

    [Theory]
    [InlineData("prod")]
    [InlineData("PROD")]
    [InlineData(" prod ")]
    public void A_profile_has_region_and_client_and_its_name_has_no_case(string name)
    {
        Write(Complete);
        Shell["name"] = name;

        Transcript transcript = Run("Connect-GenesysCloud -Profile $name -PassThru").WithoutErrors();

        GenesysCloudSession session = Assert.Single(transcript.OutputOf<GenesysCloudSession>());
        Assert.Equal(SimulatedClients.ViewOnly.Id, session.ClientId);
        Assert.Equal(("profile 'prod'", "profile 'prod'"), (session.RegionSource, session.CredentialSource));
        Assert.Empty(transcript.Warnings);
    }

    [Fact]
    public void Parameters_beat_the_profile_one_by_one()
    {
        Write(Complete);
        Transcript transcript = Run(
            "Connect-GenesysCloud -Profile prod -ClientId $id -ClientSecret $secret -PassThru; " +
            "Connect-GenesysCloud -Profile prod -Region $url -PassThru").WithoutErrors();
        IReadOnlyList<GenesysCloudSession> sessions = transcript.OutputOf<GenesysCloudSession>();
        Assert.Equal(
            [("profile 'prod'", "-ClientId"), ("-Region", "profile 'prod'")],
            sessions.Select(session => (session.RegionSource, session.CredentialSource!)));
        Assert.Equal([SimulatedClients.Administrator.Id, SimulatedClients.ViewOnly.Id], sessions.Select(session => session.ClientId));
    }

    [Fact]
    public async Task A_token_that_the_client_kept_serves_a_profile_that_signs_in_with_a_browser_until_it_expires()
    {
        string token = await IssueTokenAsync();
        Write($$"""
            [browser]
            environment = "{{Cloud.BaseAddress}}"
            grant_type = "3"
            client_credentials = "some-client"
            oauth_token_data = '{"access_token":"{{token}}","token_type":"bearer","oauth_token_expiry":"{{Later}}"}'
            [expired]
            grant_type = "3"
            client_credentials = "some-client"
            oauth_token_data = '{"access_token":"{{token}}","oauth_token_expiry":"2020-01-01T00:00:00Z"}'
            """);
        GenesysCloudSession session = Run("Connect-GenesysCloud -Profile browser -PassThru").WithoutErrors()
            .OutputOf<GenesysCloudSession>().Single();
        Assert.Equal((null, "profile 'browser'", false), (session.ClientId, session.CredentialSource, session.OwnsToken));

        ErrorRecord error = Failure("Connect-GenesysCloud -Profile expired");
        Assert.Equal(("ProfileNeedsBrowser", ErrorCategory.AuthenticationError), (error.Id(), error.CategoryInfo.Category));
        Assert.Contains("'expired'", error.Text(), StringComparison.Ordinal);
        Assert.Contains("-Interactive -Profile", error.Action(), StringComparison.Ordinal);
        Assert.DoesNotContain(token, $"{error.Text()}{error.Exception}{error.Action()}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        Shell.ProfileFile = FilePath;
        ErrorRecord error = Failure("Connect-GenesysCloud -Profile prod");
        Assert.Equal(("ProfileFileNotFound", ErrorCategory.ObjectNotFound), (error.Id(), error.CategoryInfo.Category));
        Assert.Contains($"'{FilePath}'", error.Text(), StringComparison.Ordinal);
        Assert.Contains("gc profiles new", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_profile_is_named_with_the_file_and_the_profiles_that_there_are()
    {
        Write(Complete + "\n[test]\n");
        ErrorRecord error = Failure("Connect-GenesysCloud -Profile pord");
        Assert.Equal(("ProfileNotFound", ErrorCategory.ObjectNotFound), (error.Id(), error.CategoryInfo.Category));
        Assert.Contains($"'{FilePath}' has no profile 'pord'. Profiles: prod, test.", error.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "has no client_credentials and no client_secret")]
    [InlineData("client_credentials = \"a\"", "has no client_secret, and no access token")]
    [InlineData("client_secret = \"fake-pass\"\nclient_credentials = \" \"", "has no client_credentials, and no access token")]
    public void A_missing_key_is_named_with_the_profile_and_the_file(string keys, string text)
    {
        Write($"[prod]\n{keys}");
        ErrorRecord error = Failure("Connect-GenesysCloud -Profile prod");
        Assert.Equal(("ProfileIncomplete", ErrorCategory.InvalidData), (error.Id(), error.CategoryInfo.Category));
        Assert.Contains($"The profile 'prod' in '{FilePath}' {text}", error.Text(), StringComparison.Ordinal);
        Assert.Contains("Profiles: prod.", error.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("fake-pass", $"{error.Text()}{error.Exception}{error.Action()}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_cannot_be_read_is_named_without_its_text()
    {
        Write("[prod]\nclient_secret = fake-pass");
        ErrorRecord error = Failure("Connect-GenesysCloud -Profile prod");
        Assert.Equal(("ProfileFileInvalid", ErrorCategory.InvalidData), (error.Id(), error.CategoryInfo.Category));
        Assert.Contains($"'{FilePath}' can't be read: line 2:", error.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("fake-pass", $"{error.Text()}{error.Exception}{error.Action()}", StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        Write("");
        File.WriteAllBytes(FilePath, [.. "[prod]\na = \""u8, 0xE4, (byte)'"']);
        Assert.Contains("UTF-8", Failure("Connect-GenesysCloud -Profile prod").Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_in_the_profile_that_is_none_says_where_it_stands()
    {
        Write("[prod]\nenvironment = \"nowhere\"\naccess_token = \"t\"");
        ErrorRecord error = Failure("Connect-GenesysCloud -Profile prod");
        Assert.Equal("RegionInvalid", error.Id());
        Assert.Contains("profile 'prod'", error.Action(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_profiles_are_completed_with_their_environments()
    {
        Write("[prod]\nenvironment = \"mypurecloud.de\"\n[test]\n['pre prod']");
        const string Line = "Connect-GenesysCloud -Profile pr";
        Transcript transcript = Run($"(TabExpansion2 '{Line}' {Line.Length}).CompletionMatches").WithoutErrors();
        Assert.Equal(
            [("prod", "mypurecloud.de"), ("'pre prod'", "pre prod")],
            transcript.OutputOf<CompletionResult>().Select(offered => (offered.CompletionText, offered.ToolTip)));
    }

    [Fact]
    public void Without_a_file_nothing_is_completed_and_no_error_is_written()
    {
        const string Line = "Connect-GenesysCloud -Profile pr";
        Transcript transcript = Run(
            $"(TabExpansion2 '{Line}' {Line.Length}).CompletionMatches; if ($Error) {{ throw $Error[0] }}").WithoutErrors();
        Assert.Empty(transcript.Output);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead, "read")]
    [InlineData(UnixFileMode.OtherRead, "read")]
    [InlineData(UnixFileMode.OtherWrite, "change")]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.GroupWrite, "read and change")]
    public void A_file_that_other_users_can_read_or_change_gets_a_warning(UnixFileMode more, string what)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There files have other permissions.");
        Write(Complete);
        SetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite | more);

        Transcript transcript = Run("Connect-GenesysCloud -Profile prod").WithoutErrors();

        string warning = Assert.Single(transcript.Warnings);
        Assert.Contains($"Other users can {what} the file '{FilePath}'", warning, StringComparison.Ordinal);
        Assert.Contains($"chmod go-rwx '{FilePath}'", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.OtherWrite, 1)]
    [InlineData(UnixFileMode.OtherWrite | UnixFileMode.StickyBit, 0)]
    [InlineData(UnixFileMode.OtherRead | UnixFileMode.OtherExecute, 0)]
    public void A_folder_in_which_other_users_can_replace_the_file_gets_a_warning(UnixFileMode more, int warnings)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There files have other permissions.");
        Write(Complete);
        SetMode(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | more, Path.GetDirectoryName(FilePath)!);

        Assert.Equal(warnings, Run("Connect-GenesysCloud -Profile prod").WithoutErrors().Warnings.Count);
    }

    private ErrorRecord Failure(string script)
    {
        Transcript transcript = Run(script);
        Assert.Empty(transcript.Output);
        return Assert.IsType<ErrorRecord>(transcript.Terminating);
    }
}
