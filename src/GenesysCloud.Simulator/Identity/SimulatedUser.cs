namespace GenesysCloud.Simulator.Identity;

/// <summary>A user who signs in with a browser. The permissions of the session are those of the OAuth client.</summary>
public sealed record SimulatedUser(string Id, string Name, string Email)
{
    /// <summary>The user that every organization has, who approves or denies every sign-in at once.</summary>
    public static SimulatedUser Operator { get; } =
        new("e0000000-0000-4000-8000-000000000001", "Example operator", "operator@example.com");
}
