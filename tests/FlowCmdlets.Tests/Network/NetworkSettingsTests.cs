using System.Management.Automation;
using System.Net;
using CsCheck;
using FlowCmdlets.Pipeline;
using FlowCmdlets.Profiles;
using FlowCmdlets.Session;
using FlowCmdlets.Tests.Engine;
using GenesysCloud;
using Xunit;

namespace FlowCmdlets.Tests.Network;

/// <summary>Proxy and gateway come from parameters, then from the environment, and never with a secret in a message.</summary>
public sealed class NetworkSettingsTests
{
    private const string Password = "fake-pass-4718";
    private static readonly Uri s_host = new("https://api.mypurecloud.de/");
    private static readonly GenesysCloudRegion s_frankfurt = Region("eu-central-1");
    private static readonly PSCredential s_credential = new("fake-user", CloudTest.Secure(Password));

    [Theory]
    [InlineData("http://proxy.example:8080", "http://proxy.example:8080/")]
    [InlineData("proxy.example:8080", "http://proxy.example:8080/")]
    [InlineData(" https://proxy.example ", "https://proxy.example/")]
    [InlineData("socks5://proxy.example:1080", "socks5://proxy.example:1080/")]
    [InlineData("http://[2001:db8::1]:3128", "http://[2001:db8::1]:3128/")]
    public void A_proxy_is_the_address_that_was_specified(string address, string proxy) =>
        Assert.Equal(proxy, ProxyOf(Read(new() { Proxy = address })));

    [Theory]
    [InlineData("ftp://proxy.example")]
    [InlineData("http://proxy.example/path")]
    [InlineData("http://proxy.example?x=y")]
    [InlineData("http://")]
    [InlineData("http://proxy.example:99999")]
    [InlineData("http://fake-user:fake-pass-4718@proxy.example:8080")]
    [InlineData("fake-user:fake-pass-4718@proxy.example:8080")]
    [InlineData("http://fake-user:fake-pass-4718@proxy.example:99999/p@th")]
    public void What_is_no_proxy_is_refused_and_not_repeated(string address)
    {
        ErrorRecord error = Refused(new() { Proxy = address });

        Assert.Equal(("ProxyInvalid", "-Proxy"), (error.Id(), error.TargetObject));
        Assert.Contains("-ProxyCredential", error.Action(), StringComparison.Ordinal);
        Assert.DoesNotContain("fake-", $"{error.Text()} {error.Action()} {error.Exception}", StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_that_is_no_proxy_is_ever_in_a_message() => Gen.String.Sample(text =>
    {
        string marked = $"{text}4711-mark@{text}";
        CmdletErrorException refused = Assert.Throws<CmdletErrorException>(() => Read(new() { Proxy = marked }));
        return !refused.ToString().Contains("4711-mark", StringComparison.Ordinal)
            && !refused.ErrorRecord.Text().Contains("4711-mark", StringComparison.Ordinal);
    });

    [Fact]
    public void The_variables_of_the_official_Terraform_provider_are_read()
    {
        NetworkSettings settings = Read(
            new(),
            ("GENESYSCLOUD_PROXY_HOST", "proxy.example"), ("GENESYSCLOUD_PROXY_PORT", "3128"), ("GENESYSCLOUD_PROXY_PROTOCOL", "https"),
            ("GENESYSCLOUD_PROXY_AUTH_USERNAME", "fake-user"), ("GENESYSCLOUD_PROXY_AUTH_PASSWORD", Password));

        Assert.Equal("https://proxy.example:3128/", ProxyOf(settings));
        NetworkCredential? credential = CredentialOf(settings, "https://proxy.example:3128/");
        Assert.Equal(("fake-user", Password), (credential?.UserName, credential?.Password));
    }

    [Theory]
    [InlineData("GENESYSCLOUD_PROXY_PORT", "eighty")]
    [InlineData("GENESYSCLOUD_PROXY_PORT", "0")]
    [InlineData("GENESYSCLOUD_PROXY_HOST", "fake-user:fake-pass-4718@proxy.example")]
    [InlineData("GENESYSCLOUD_PROXY_HOST", "http://proxy.example")]
    public void A_variable_that_makes_no_proxy_is_named_and_not_repeated(string name, string value)
    {
        ErrorRecord error = Refused(new(), (name, value), ("GENESYSCLOUD_PROXY_HOST", "proxy.example"));

        Assert.Equal(("ProxyInvalid", name), (error.Id(), error.TargetObject));
        Assert.DoesNotContain("fake-", $"{error.Text()} {error.Exception}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_takes_precedence_and_gets_no_credentials_of_another_proxy()
    {
        NetworkSettings settings = Read(
            new() { Proxy = "http://mine.example" },
            ("GENESYSCLOUD_PROXY_HOST", "proxy.example"),
            ("GENESYSCLOUD_PROXY_AUTH_USERNAME", "fake-user"), ("GENESYSCLOUD_PROXY_AUTH_PASSWORD", Password));

        Assert.Equal("http://mine.example/", ProxyOf(settings));
        Assert.Null(CredentialOf(settings, "http://mine.example/"));
    }

    [Theory]
    [InlineData("http://mine.example")]
    [InlineData(null)]
    public void A_credential_serves_the_proxy_wherever_its_address_comes_from(string? proxy)
    {
        NetworkSettings settings = Read(
            new() { Proxy = proxy, ProxyCredential = s_credential },
            ("GENESYSCLOUD_PROXY_HOST", "proxy.example"), ("GENESYSCLOUD_PROXY_AUTH_USERNAME", "another"));
        NetworkSettings system = Read(new() { ProxyCredential = s_credential });

        Assert.Equal(Password, CredentialOf(settings, "http://any.example")?.Password);
        Assert.Equal(Password, CredentialOf(system, "http://any.example")?.Password);
    }

    [Fact]
    public void The_credentials_of_the_current_user_are_used_only_on_demand()
    {
        Assert.Same(
            CredentialCache.DefaultCredentials,
            Read(new() { Proxy = "http://p.example", ProxyUseDefaultCredentials = true }).Proxy!.Credentials);
        Assert.Null(Read(new() { Proxy = "http://p.example" }).Proxy!.Credentials);
    }

    [Fact]
    public void Without_settings_the_proxy_is_that_of_the_system_and_with_NoProxy_there_is_none()
    {
        Assert.Null(Read(new()).Proxy);
        NetworkSettings none = Read(new() { NoProxy = true }, ("GENESYSCLOUD_PROXY_HOST", "proxy.example"));
        Assert.True(none.Proxy!.IsBypassed(s_host));
    }

    [Theory]
    [InlineData(true, true, false, false)]
    [InlineData(true, false, true, false)]
    [InlineData(true, false, false, true)]
    [InlineData(false, false, true, true)]
    public void Parameters_that_contradict_each_other_are_refused(bool none, bool proxy, bool credential, bool current)
    {
        ErrorRecord error = Refused(new()
        {
            NoProxy = none,
            Proxy = proxy ? "http://p.example" : null,
            ProxyCredential = credential ? s_credential : null,
            ProxyUseDefaultCredentials = current,
        });

        Assert.Equal(("ParametersConflict", ErrorCategory.InvalidArgument), (error.Id(), error.CategoryInfo.Category));
    }

    [Theory]
    [InlineData("https://gw.example", "login", "api", "https://gw.example/login/", "https://gw.example/api/")]
    [InlineData("https://gw.example:8443/b/", "/sign/in/", null, "https://gw.example:8443/b/sign/in/", "https://gw.example:8443/b/")]
    [InlineData("https://gw.example", null, "//elsewhere.example", "https://gw.example/", "https://gw.example/elsewhere.example/")]
    [InlineData("https://gw.example", null, "", "https://gw.example/", "https://gw.example/")]
    public void A_gateway_has_a_path_for_sign_in_and_one_for_the_API(
        string address, string? loginPath, string? apiPath, string login, string api)
    {
        GenesysCloudRegion region = Read(new() { GatewayUri = address, GatewayLoginPath = loginPath, GatewayApiPath = apiPath })
            .Locate(s_frankfurt, SettingOrigin.Parameter);

        Assert.Equal((login, api), (region.LoginAddress.ToString(), region.ApiAddress.ToString()));
        Assert.Equal("eu-central-1", region.Name);
    }

    [Theory]
    [InlineData("http://gw.example", null)]
    [InlineData("gw.example", null)]
    [InlineData("https://user:fake-pass-4718@gw.example", null)]
    [InlineData("https://gw.example?key=fake-pass-4718", null)]
    [InlineData("https://gw.example", "https://elsewhere.example")]
    [InlineData("https://gw.example", "a/../../b")]
    [InlineData("https://gw.example", "a?b")]
    public void What_is_no_gateway_is_refused(string address, string? path)
    {
        ErrorRecord error = Refused(new() { GatewayUri = address, GatewayApiPath = path });

        Assert.Equal(("GatewayInvalid", "-GatewayUri"), (error.Id(), error.TargetObject));
        Assert.DoesNotContain("fake-pass", $"{error.Text()} {error.Exception}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("login", "/loginpath", "https://gw.example:8443/loginpath/", "https://gw.example:8443/")]
    [InlineData("API", "apipath", "https://gw.example:8443/", "https://gw.example:8443/apipath/")]
    public void The_gateway_of_the_official_Terraform_provider_is_read(string name, string value, string login, string api)
    {
        GenesysCloudRegion region = Read(
            new(),
            ("GENESYSCLOUD_GATEWAY_HOST", "gw.example"), ("GENESYSCLOUD_GATEWAY_PORT", "8443"), ("GENESYSCLOUD_GATEWAY_PROTOCOL", "https"),
            ("GENESYSCLOUD_GATEWAY_PATH_NAME", name), ("GENESYSCLOUD_GATEWAY_PATH_VALUE", value))
            .Locate(s_frankfurt, SettingOrigin.Parameter);

        Assert.Equal((login, api), (region.LoginAddress.ToString(), region.ApiAddress.ToString()));
    }

    [Fact]
    public void Both_paths_of_a_gateway_have_variables_of_their_own()
    {
        GenesysCloudRegion region = Read(
            new(),
            ("GENESYSCLOUD_GATEWAY_HOST", "gw.example"),
            ("GENESYSCLOUD_GATEWAY_LOGIN_PATH", "l"), ("GENESYSCLOUD_GATEWAY_API_PATH", "a"))
            .Locate(s_frankfurt, SettingOrigin.Environment);

        Assert.Equal(("/l/", "/a/"), (region.LoginAddress.AbsolutePath, region.ApiAddress.AbsolutePath));
    }

    [Fact]
    public void A_gateway_and_a_base_URL_contradict_each_other_unless_one_is_a_parameter()
    {
        GenesysCloudRegion simulator = Region("http://127.0.0.1:5005");
        NetworkSettings parameter = Read(new() { GatewayUri = "https://gw.example" });
        NetworkSettings variable = Read(new(), ("GENESYSCLOUD_GATEWAY_HOST", "gw.example"));

        Assert.Equal("gw.example", parameter.Locate(simulator, SettingOrigin.Environment).Name);
        Assert.Same(simulator, variable.Locate(simulator, SettingOrigin.Parameter));
        Assert.Equal(
            "GatewayInvalid",
            Assert.Throws<CmdletErrorException>(() => parameter.Locate(simulator, SettingOrigin.Parameter)).ErrorRecord.Id());
        Assert.Throws<CmdletErrorException>(() => variable.Locate(simulator, SettingOrigin.Environment));
    }

    [Fact]
    public void A_profile_has_a_proxy_and_a_gateway_and_the_environment_goes_before_it()
    {
        CliProfile profile = new("prod", "config.toml", new Dictionary<string, string>
        {
            ["proxy_host"] = "proxy.example", ["proxy_port"] = "8080", ["proxy_protocol"] = "http",
            ["proxy_username"] = "fake-user", ["proxy_password"] = Password,
            ["gateway_host"] = "gw.example", ["gateway_port"] = "443", ["gateway_protocol"] = "https",
            ["gateway_pathparams"] = "{login: /l, api: /a}",
        });
        var settings = NetworkSettings.Read(new ConnectionSources(_ => null, profile), new());
        GenesysCloudRegion region = settings.Locate(s_frankfurt, SettingOrigin.Profile);
        Assert.Equal("http://proxy.example:8080/", ProxyOf(settings));
        Assert.Equal(Password, CredentialOf(settings, "http://proxy.example:8080/")?.Password);
        Assert.Equal(("https://gw.example/l/", "https://gw.example/a/"), (region.LoginAddress.ToString(), region.ApiAddress.ToString()));

        // The profile's password is not for the environment's proxy.
        settings = NetworkSettings.Read(
            new ConnectionSources(name => name == "GENESYSCLOUD_PROXY_HOST" ? "other.example" : null, profile), new());
        Assert.Equal("http://other.example/", ProxyOf(settings));
        Assert.Null(CredentialOf(settings, "http://other.example/"));
    }

    [Fact]
    public void A_path_without_a_gateway_and_an_unknown_name_of_a_path_are_refused()
    {
        Assert.Equal("ParameterMissing", Refused(new() { GatewayApiPath = "api" }).Id());
        ErrorRecord name = Refused(new(), ("GENESYSCLOUD_GATEWAY_HOST", "gw.example"), ("GENESYSCLOUD_GATEWAY_PATH_NAME", "apps"));
        Assert.Equal(("GatewayInvalid", "GENESYSCLOUD_GATEWAY_PATH_NAME"), (name.Id(), name.TargetObject));
    }

    private static NetworkSettings Read(NetworkParameters parameters, params (string Name, string Value)[] environment) =>
        NetworkSettings.Read(
            new ConnectionSources(name => Array.Find(environment, variable => variable.Name == name).Value), parameters);

    private static ErrorRecord Refused(NetworkParameters parameters, params (string Name, string Value)[] environment) =>
        Assert.Throws<CmdletErrorException>(() => Read(parameters, environment)).ErrorRecord;

    private static string? ProxyOf(NetworkSettings settings) => settings.Proxy?.GetProxy(s_host)?.ToString();

    private static NetworkCredential? CredentialOf(NetworkSettings settings, string proxy) =>
        settings.Proxy!.Credentials?.GetCredential(new Uri(proxy), "Basic");

    private static GenesysCloudRegion Region(string text) =>
        GenesysCloudRegion.TryParse(text, out GenesysCloudRegion? region, out string? problem)
            ? region
            : throw new ArgumentException(problem);
}
