using Xunit;

namespace GenesysCloud.Tests.Client;

public sealed class RegionTests
{
    // From the region hosts of the official SDKs, written down here once more so that a slip in the table is seen.
    private static readonly Dictionary<string, string> s_domains = new()
    {
        ["us-east-1"] = "mypurecloud.com",
        ["eu-west-1"] = "mypurecloud.ie",
        ["eu-central-1"] = "mypurecloud.de",
        ["ap-northeast-1"] = "mypurecloud.jp",
        ["ap-southeast-2"] = "mypurecloud.com.au",
        ["us-west-2"] = "usw2.pure.cloud",
        ["ca-central-1"] = "cac1.pure.cloud",
        ["ap-northeast-2"] = "apne2.pure.cloud",
        ["eu-west-2"] = "euw2.pure.cloud",
        ["ap-south-1"] = "aps1.pure.cloud",
        ["us-east-2"] = "use2.us-gov-pure.cloud",
        ["sa-east-1"] = "sae1.pure.cloud",
        ["me-central-1"] = "mec1.pure.cloud",
        ["ap-northeast-3"] = "apne3.pure.cloud",
        ["eu-central-2"] = "euc2.pure.cloud",
        ["mx-central-1"] = "mxc1.pure.cloud",
        ["ap-southeast-1"] = "apse1.pure.cloud",
        ["eusc-de-east-1"] = "edee1.eusc-pure.cloud",
    };

    public static TheoryData<string, string> Regions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string name, string domain) in s_domains)
                data.Add(name, domain);
            return data;
        }
    }

    [Fact]
    public void All_regions_of_the_platform_are_known() =>
        Assert.Equal(s_domains.Keys.Order(), GenesysCloudRegion.All.Select(region => region.Name).Order());

    [Theory]
    [MemberData(nameof(Regions))]
    public void A_region_is_known_by_every_name_people_give_it(string name, string domain)
    {
        foreach (string spelling in new[]
                 {
                     name, name.Replace('-', '_'), name.ToUpperInvariant(), $" {name} ", domain, domain.ToUpperInvariant(),
                     $"api.{domain}", $"login.{domain}", $"apps.{domain}", $"https://api.{domain}", $"https://api.{domain}/",
                     $"https://login.{domain}", $"https://{domain}",
                 })
        {
            GenesysCloudRegion region = Parse(spelling);
            Assert.Equal((name, domain), (region.Name, region.Domain));
            Assert.Equal($"https://api.{domain}/", region.ApiAddress.AbsoluteUri);
            Assert.Equal($"https://login.{domain}/", region.LoginAddress.AbsoluteUri);
        }
    }

    [Fact]
    public void The_region_the_official_clients_assume_is_the_default() =>
        Assert.Equal("mypurecloud.com", GenesysCloudRegion.Default.Domain);

    [Theory]
    [InlineData("https://api.mypurecloud.de/api/v2", "eu-central-1")]
    [InlineData("https://API.MyPureCloud.de:443/api/v2/flows?pageSize=1", "eu-central-1")]
    [InlineData("https://login.mypurecloud.de/oauth/token", "eu-central-1")]
    [InlineData("https://login.usw2.pure.cloud/#/authenticate-adv/org/example", "us-west-2")]
    [InlineData("https://apps.usw2.pure.cloud/directory/#/admin/organization/settings", "us-west-2")]
    [InlineData("https://apps.mypurecloud.com.au/directory/", "ap-southeast-2")]
    public void Any_address_of_a_region_is_that_region(string text, string name) => Assert.Equal(name, Parse(text).Name);

    [Theory]
    [InlineData("https://api.mypurecloud.de.example.com/api/v2", "api.mypurecloud.de.example.com")]
    [InlineData("https://example.com/api.mypurecloud.de", "example.com")]
    [InlineData("https://api.mypurecloud.de:8443/api/v2", "api.mypurecloud.de:8443")]
    [InlineData("https://other.mypurecloud.de/api/v2", "other.mypurecloud.de")]
    public void Other_hosts_and_ports_stay_base_addresses(string text, string name)
    {
        GenesysCloudRegion region = Parse(text);
        Assert.Equal((name, null), (region.Name, region.Domain));
    }

    [Theory]
    [InlineData("https://api.mypurecloud.de@example.com/")]
    [InlineData("https://someone@api.mypurecloud.de/api/v2")]
    [InlineData("https://apps.example.com/directory/#/admin")]
    [InlineData("https://example.com/?region=api.mypurecloud.de")]
    public void Foreign_pages_and_user_names_are_refused(string text) =>
        Assert.Contains("isn't valid", ProblemOf(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://gateway.example.com", "https://gateway.example.com/")]
    [InlineData("https://gateway.example.com:8443/genesys", "https://gateway.example.com:8443/genesys/")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000/")]
    [InlineData("http://127.3.2.1:5000/", "http://127.3.2.1:5000/")]
    [InlineData("http://localhost:5000", "http://localhost:5000/")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000/")]
    public void A_base_address_serves_both_API_and_sign_in(string text, string address)
    {
        GenesysCloudRegion region = Parse(text);
        Assert.Equal((address, address), (region.ApiAddress.AbsoluteUri, region.LoginAddress.AbsoluteUri));
        Assert.Null(region.Domain);
    }

    [Theory]
    [InlineData("http://gateway.example.com")]
    [InlineData("http://api.mypurecloud.com")]
    [InlineData("http://127.0.0.1.example.com")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://10.0.0.1:5000")]
    public void Plain_http_leaves_this_machine_on_no_account(string text) =>
        Assert.Contains("use HTTPS", ProblemOf(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("https://")]
    [InlineData("https://person:fake-password@example.com")]
    [InlineData("https://example.com/?x=1")]
    [InlineData("https://example.com/#x")]
    public void An_address_of_another_kind_is_refused_without_repeating_it(string text)
    {
        string problem = ProblemOf(text);
        Assert.Contains("Expected https://host", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("fake-password", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    public void Nothing_is_no_region(string? text) => Assert.Contains("is empty", ProblemOf(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("eu-central1", "eu-central-1")]
    [InlineData("eu_west_l", "eu-west-1")]
    [InlineData("mypurecloud.dee", "mypurecloud.de")]
    [InlineData("usw2.purecloud", "usw2.pure.cloud")]
    public void A_slip_is_met_with_what_was_probably_meant(string text, string meant) =>
        Assert.Contains($"'{text}' isn't a Genesys Cloud region; did you mean '{meant}'?", ProblemOf(text), StringComparison.Ordinal);

    [Fact]
    public void What_is_like_no_region_is_met_with_all_of_them()
    {
        string problem = ProblemOf("the moon");
        Assert.All(s_domains.Keys, name => Assert.Contains(name, problem, StringComparison.Ordinal));
        Assert.DoesNotContain("did you mean", problem, StringComparison.Ordinal);
    }

    private static GenesysCloudRegion Parse(string text)
    {
        Assert.True(GenesysCloudRegion.TryParse(text, out GenesysCloudRegion? region, out string? problem), problem);
        Assert.Null(problem);
        return region;
    }

    private static string ProblemOf(string? text)
    {
        Assert.False(GenesysCloudRegion.TryParse(text, out GenesysCloudRegion? region, out string? problem));
        Assert.Null(region);
        return problem;
    }
}
