using System.Reflection;

namespace GenesysCloud.Http;

/// <summary>Says which program this is, as the platform asks integrations to.</summary>
internal sealed class ProductHeaders(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly string? s_version =
        typeof(ProductHeaders).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private static readonly string s_userAgent = $"GenesysFlows/{s_version?.Split('+')[0] ?? "0"}";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", s_userAgent);
        request.Headers.TryAddWithoutValidation("Genesys-App", "GenesysFlows");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        return base.SendAsync(request, cancellationToken);
    }
}
