using FlowCmdlets.Pipeline;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using Xunit;

namespace FlowCmdlets.Tests.Profiles;

/// <summary>Parameters beat the environment, the environment beats the profile, and the profile beats the default.</summary>
public sealed class ConnectionSourceTests : ProfileTest
{
    private const string Token = "GENESYSCLOUD_ACCESS_TOKEN";
    private const string Id = "GENESYSCLOUD_OAUTHCLIENT_ID";
    private const string Secret = "GENESYSCLOUD_OAUTHCLIENT_SECRET";
    private const string Region = "GENESYSCLOUD_REGION";

    private static readonly DateTimeOffset s_now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_source_beats_the_next()
    {
        Write("[p]\nenvironment = \"mypurecloud.ie\"\nclient_credentials = \"kept\"\nclient_secret = \"fake\"");
        ConnectionSources with = Sources("p", (Region, "us-west-2"), (Id, "set"), (Secret, "fake"));
        ConnectionSources without = Sources("p");

        AssertRegion("-Region", "mypurecloud.de", ConnectionSettings.FromSources(with, "eu-central-1", s_now));
        AssertRegion(Region, "usw2.pure.cloud", ConnectionSettings.FromSources(with, null, s_now));
        AssertRegion("profile 'p'", "mypurecloud.ie", ConnectionSettings.FromSources(without, null, s_now));
        var none = new ConnectionSources(_ => null);
        AssertRegion("default", "mypurecloud.com", ConnectionSettings.FromClient(none, null, "id", Secure("fake")));
        AssertClient(Id, "set", ConnectionSettings.FromSources(with, null, s_now));
        AssertClient("profile 'p'", "kept", ConnectionSettings.FromSources(without, null, s_now));
        AssertClient("-ClientId", "given", ConnectionSettings.FromClient(with, null, "given", Secure("fake")));
        AssertClient($"-ClientId, {Secret}", "given", ConnectionSettings.FromClient(with, null, "given", null));
        AssertClient("profile 'p', -ClientSecret", "kept", ConnectionSettings.FromClient(without, null, null, Secure("fake")));
    }

    [Fact]
    public void A_client_of_the_environment_beats_a_token_of_the_profile_and_a_token_of_the_environment_beats_both()
    {
        Write("[p]\naccess_token = \"kept-token\"\nclient_credentials = \"kept\"\nclient_secret = \"fake\"");
        Assert.Equal("kept-token", ConnectionSettings.FromSources(Sources("p"), null, s_now).AccessToken);
        Assert.Equal("kept-token", ConnectionSettings.FromSources(Sources("p", (Id, "set")), null, s_now).AccessToken);
        AssertClient(Id, "set", ConnectionSettings.FromSources(Sources("p", (Id, "set"), (Secret, "fake")), null, s_now));
        var token = ConnectionSettings.FromSources(Sources("p", (Id, "set"), (Secret, "fake"), (Token, "t")), null, s_now);
        Assert.Equal(("t", Token), (token.AccessToken, token.CredentialSource));
    }

    [Theory]
    [InlineData("1", "2026-12-01T00:02:00Z", "a client")]
    [InlineData("3", "2026-12-01T00:02:00Z", "the token")]
    [InlineData("2", "2026-12-01T01:02:00+01:00", "the token")]
    [InlineData("3", "2026-12-01T00:00:30Z", "ProfileNeedsBrowser")]
    [InlineData("3", "2026-11-30T23:59:59Z", "ProfileNeedsBrowser")]
    [InlineData("3", "", "ProfileNeedsBrowser")]
    [InlineData("3", "soon", "ProfileNeedsBrowser")]
    public void A_kept_token_serves_where_the_grant_type_allows_no_other_until_a_minute_before_it_expires(
        string grantType, string expiry, string expected)
    {
        Write($$"""
            [p]
            grant_type = "{{grantType}}"
            client_credentials = "kept"
            client_secret = "fake"
            oauth_token_data = '{"access_token":"kept-token","oauth_token_expiry":"{{expiry}}"}'
            """);
        Assert.Equal(expected, Result(() => ConnectionSettings.FromSources(Sources("p"), null, s_now)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"access_token\":1,\"oauth_token_expiry\":\"2099-01-01T00:00:00Z\"}")]
    public void Token_data_that_is_none_counts_as_none(string data)
    {
        Write($"[p]\ngrant_type = \"3\"\nclient_credentials = \"kept\"\noauth_token_data = '{data}'");
        Assert.Equal("ProfileNeedsBrowser", Result(() => ConnectionSettings.FromSources(Sources("p"), null, s_now)));
    }

    [Fact]
    public void Variables_that_beat_something_else_in_the_profile_are_named()
    {
        Write("[p]\nenvironment = \"mypurecloud.ie\"\nclient_credentials = \"kept\"\nclient_secret = \"fake\"");
        Assert.Equal(
            [Region, Id, Secret],
            ConnectionSettings.FromSources(Sources("p", (Region, "eu-central-1"), (Id, "set"), (Secret, "fake")), null, s_now).Overriding);
        Assert.Equal([Secret], ConnectionSettings.FromClient(Sources("p", (Secret, "fake")), null, "given", null).Overriding);
        Assert.Empty(ConnectionSettings.FromSources(Sources("p", (Region, "mypurecloud.ie")), null, s_now).Overriding);
        Assert.Empty(ConnectionSettings.FromSources(Sources("p"), null, s_now).Overriding);
    }

    [Theory]
    [InlineData("GENESYS_CLOUD_ENVIRONMENT", "GENESYS_CLOUD_CLIENT_ID", "GENESYS_CLOUD_SECRET")]
    [InlineData("GENESYS_CLOUD_REGION", "GENESYS_CLOUD_CLIENT_ID", "GENESYS_CLOUD_CLIENT_SECRET")]
    public void The_names_of_tutorials_are_read(string region, string id, string secret)
    {
        Write("[p]");
        var settings = ConnectionSettings.FromSources(
            Sources("p", (region, "mypurecloud.de"), (id, "set"), (secret, "fake")), null, s_now);
        AssertRegion(region, "mypurecloud.de", settings);
        AssertClient(id, "set", settings);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_parameter_is_an_error_and_an_empty_variable_counts_as_none(string empty)
    {
        Write("[p]");
        var sources = new ConnectionSources(name => name == Region ? empty : null);
        Assert.Equal("RegionInvalid", Result(() => ConnectionSettings.FromClient(sources, empty, "id", Secure("fake"))));
        AssertRegion("default", "mypurecloud.com", ConnectionSettings.FromClient(sources, null, "id", Secure("fake")));
    }

    [Fact]
    public void A_profile_has_the_settings_of_proxies_and_gateways()
    {
        Write("[p]\nproxy_host = \"proxy.example\"\nproxy_port = 3128\n");
        ConnectionSources sources = Sources("p", ("GENESYSCLOUD_PROXY_PORT", "8080"));
        Setting host = sources.Find("Proxy", null, ["GENESYSCLOUD_PROXY_HOST"], "proxy_host")!;
        Setting port = sources.Find("Proxy", null, ["GENESYSCLOUD_PROXY_PORT"], "proxy_port")!;
        Assert.Equal(("proxy.example", "profile 'p'", SettingOrigin.Profile), (host.Value, host.Source, host.Origin));
        Assert.Equal(("8080", "GENESYSCLOUD_PROXY_PORT", SettingOrigin.Environment), (port.Value, port.Source, port.Origin));
        Assert.Null(sources.Find("Gateway", null, ["GENESYSCLOUD_GATEWAY_HOST"], "gateway_host"));
        Assert.Null(sources.Find("Gateway", null, []));
    }

    private static void AssertRegion(string source, string domain, ConnectionSettings settings) =>
        Assert.Equal((source, domain), (settings.RegionSource, settings.Region.Domain));

    private static void AssertClient(string source, string id, ConnectionSettings settings) =>
        Assert.Equal((source, id), (settings.CredentialSource, settings.Credentials?.ClientId));

    private static string Result(Func<ConnectionSettings> read)
    {
        try
        {
            return read().AccessToken is null ? "a client" : "the token";
        }
        catch (CmdletErrorException refused)
        {
            return refused.ErrorRecord.Id();
        }
    }
}
