namespace GenesysCloud.Simulator;

/// <summary>What stands under <c>/_simulator</c>: no part of Genesys Cloud, free of sign-in and limits.</summary>
internal static class ControlDoor
{
    public const string Path = "/_simulator";

    public static void Handle(CloudState cloud, Exchange exchange) => exchange.Refuse(404);
}
