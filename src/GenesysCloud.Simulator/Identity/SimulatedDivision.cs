namespace GenesysCloud.Simulator.Identity;

/// <summary>A division, the unit by which an organization grants access to flows.</summary>
public sealed record SimulatedDivision(string Id, string Name)
{
    /// <summary>The division that every organization has.</summary>
    public static SimulatedDivision Home { get; } = new("d0000000-0000-4000-8000-000000000001", "Home");
}
