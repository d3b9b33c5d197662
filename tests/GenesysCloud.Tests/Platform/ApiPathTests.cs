using CsCheck;
using GenesysCloud.Platform;
using Xunit;

namespace GenesysCloud.Tests.Platform;

/// <summary>A token goes where the path says, so a path can't say anything but a resource of the session's own API.</summary>
public sealed class ApiPathTests
{
    private static readonly Uri s_api = new("https://api.mypurecloud.de/");
    private static readonly Uri s_gateway = new("https://gateway.example:8443/genesys/");

    private static readonly string[] s_parts =
    [
        "..", ".", "%2e", "%2E%2e", "%252e", "%2f", "%5c", "/", "//", "\\", "?", "#", "@", ":", "&", "=", "%", ";",
        "https://", "evil.example", "api.mypurecloud.de", "/api/v2/", "api/", "users", "me", "\t", "%00", "é", "{id}",
    ];

    private static readonly Gen<string> s_part = Gen.OneOf(
        Gen.OneOf(s_parts),
        Gen.String[Gen.Char.AlphaNumeric, 0, 4],
        Gen.String[0, 3]);

    [Theory]
    [InlineData("/api/v2/users/me", "api/v2/users/me", null)]
    [InlineData("api/v2/users/me", "api/v2/users/me", null)]
    [InlineData("users/me", "api/v2/users/me", null)]
    [InlineData(" users/me ", "api/v2/users/me", null)]
    [InlineData("https://api.mypurecloud.de/api/v2/users/me", "api/v2/users/me", null)]
    [InlineData("https://API.mypurecloud.de:443/api/v2/users?pageSize=5", "api/v2/users", "pageSize=5")]
    [InlineData("users?state=active&expand=presence&expand=station", "api/v2/users", "state=active&expand=presence&expand=station")]
    [InlineData("users?name=a%20b&note=c d", "api/v2/users", "name=a%20b&note=c%20d")]
    [InlineData("users?", "api/v2/users", null)]
    [InlineData("flows/datatables/x/rows/Zoë Müller", "api/v2/flows/datatables/x/rows/Zo%C3%AB%20M%C3%BCller", null)]
    [InlineData("flows/datatables/x/rows/a%2Fb", "api/v2/flows/datatables/x/rows/a%2Fb", null)]
    [InlineData("users/john@example.com", "api/v2/users/john@example.com", null)]
    [InlineData("search?q64=a/b?c", "api/v2/search", "q64=a/b?c")]
    public void A_path_of_the_API_is_accepted_in_every_usual_form(string text, string path, string? query)
    {
        Assert.True(ApiPath.TryParse(text, s_api, out ApiPath? parsed, out string? problem), problem);
        Assert.Equal((path, query), (parsed.Path, parsed.QueryText));
    }

    [Theory]
    [InlineData("https://gateway.example:8443/genesys/api/v2/users", true)]
    [InlineData("/api/v2/users", true)]
    [InlineData("https://gateway.example:8443/other/api/v2/users", false)]
    [InlineData("https://gateway.example/genesys/api/v2/users", false)]
    public void Behind_a_gateway_the_address_has_the_path_of_the_gateway(string text, bool accepted)
    {
        Assert.Equal(accepted, ApiPath.TryParse(text, s_gateway, out ApiPath? parsed, out _));
        Assert.Equal(accepted ? "api/v2/users" : null, parsed?.Path);
    }

    [Theory]
    [InlineData(null, "is empty")]
    [InlineData("  ", "is empty")]
    [InlineData("https://api.mypurecloud.com/api/v2/users", "is an address of another host; the session's API host is api.mypurecloud.de")]
    [InlineData("http://api.mypurecloud.de/api/v2/users", "is an address of another host; the session's API host is api.mypurecloud.de")]
    [InlineData("https://api.mypurecloud.de.evil.example/api/v2/users", "another host")]
    [InlineData("https://api.mypurecloud.de@evil.example/api/v2/users", "isn't a valid address")]
    [InlineData("https://evil@api.mypurecloud.de/api/v2/users", "isn't a valid address")]
    [InlineData("https://login.mypurecloud.de/oauth/token", "another host")]
    [InlineData("https://api.mypurecloud.de", "isn't below /api/")]
    [InlineData("https://api.mypurecloud.de/oauth/token", "is outside /api/")]
    [InlineData("file:///api/v2/users", "another host")]
    [InlineData("//evil.example/api/v2/users", "is outside /api/")]
    [InlineData("/oauth/token", "is outside /api/")]
    [InlineData("/users/me", "is outside /api/")]
    [InlineData("/api/../oauth/token", "contains '.' or '..'")]
    [InlineData("users/../../../oauth/token", "contains '.' or '..'")]
    [InlineData("users/./me", "contains '.' or '..'")]
    [InlineData("users/%2e%2e/me", "contains '.' or '..'")]
    [InlineData("users/.%2E/me", "contains '.' or '..'")]
    [InlineData("users/%252e%252e/me", "contains '.' or '..'")]
    [InlineData("users/..%2f..%2f..%2foauth%2ftoken", "contains '.' or '..'")]
    [InlineData("users/..%5coauth", "contains '.' or '..'")]
    [InlineData("users//me", "contains an empty part")]
    [InlineData("users/", "contains an empty part")]
    [InlineData(@"users\me", "contains a backslash")]
    [InlineData("users/me\r\nHost: evil.example", "contains a control character")]
    [InlineData("users/me%0d%0aHost:%20evil.example", "contains an encoded control character")]
    [InlineData("users/me#top", "contains '#'")]
    [InlineData("users?name=#1", "contains '#'")]
    [InlineData("users/{userId}", "contains a placeholder")]
    [InlineData("users/100%", "contains '%'")]
    [InlineData("users?name=%zz", "contains '%'")]
    public void Anything_else_is_refused_with_the_reason(string? text, string reason)
    {
        Assert.False(ApiPath.TryParse(text, s_api, out _, out string? problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        Assert.False(ApiPath.TryParse("users/\ud800", s_api, out _, out string? problem));
        Assert.Contains("unpaired surrogate", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_accepted_leads_to_the_host_of_the_session_and_below_api()
    {
        s_part.Array[0, 8].Select(string.Concat).Sample(
            text =>
            {
                foreach (Uri api in (Uri[])[s_api, s_gateway])
                {
                    if (!ApiPath.TryParse(text, api, out ApiPath? path, out _))
                        continue;
                    var address = new Uri(api, path.QueryText is null ? path.Path : $"{path.Path}?{path.QueryText}");
                    Assert.Equal((api.Scheme, api.Authority, ""), (address.Scheme, address.Authority, address.UserInfo + address.Fragment));
                    Assert.StartsWith(api.AbsolutePath + "api/", address.AbsolutePath, StringComparison.Ordinal);
                    Assert.Equal(
                        Uri.UnescapeDataString(api.AbsolutePath + path.Path), Uri.UnescapeDataString(address.AbsolutePath));
                }
            },
            iter: 20_000);
    }

    [Theory]
    [InlineData("/api/v2/users?pageNumber=2&pageSize=25", "pageNumber=2&pageSize=25&state=active")]
    [InlineData("https://api.other.example/api/v2/users?state=any&pageNumber=2", "state=any&pageNumber=2&pageSize=25")]
    [InlineData("?pageNumber=2", "pageNumber=2&state=active&pageSize=25")]
    [InlineData("/api/v2/users?cursor=YT4x%2Bg%3D%3D", "cursor=YT4x%2Bg%3D%3D&state=active&pageSize=25")]
    public void A_link_is_followed_on_the_same_host_and_keeps_the_filters_that_it_leaves_out(string link, string query)
    {
        Assert.True(ApiPath.TryParse("users?state=active&pageSize=25", s_api, out ApiPath? path, out _));
        ApiPath? next = path.Follow(link);
        Assert.Equal(("api/v2/users", query), (next?.Path, next?.QueryText));
    }

    [Theory]
    [InlineData("/oauth/token")]
    [InlineData("https://evil.example/")]
    [InlineData("/api/../oauth/token")]
    [InlineData("")]
    public void A_link_that_leads_out_of_the_API_is_not_followed(string link)
    {
        Assert.True(ApiPath.TryParse("users", s_api, out ApiPath? path, out _));
        Assert.Null(path.Follow(link));
    }
}
