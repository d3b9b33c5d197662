using Benchmarks.Rivals;

namespace Benchmarks.Setting;

/// <summary>The module and the bare loop, ready to launch the same rows at a simulator that limits nobody.</summary>
internal sealed class UnlimitedLaunches : IDisposable
{
    private UnlimitedLaunches(Harness bench, ModuleShell shell, string token)
    {
        Shell = shell;
        FlowId = (string)shell.Run($"(Get-GenesysFlow '{LaunchRows.Flow}').Id")[0].BaseObject;
        shell.Set("rows", LaunchRows.Make(bench.Rows));
        Bodies = LaunchRows.Bodies(FlowId, bench.Rows);
        Bare = new BareLoop(bench.Simulator.Address, token);
    }

    /// <summary>Signed in, with the rows in <c>$rows</c>.</summary>
    public ModuleShell Shell { get; }

    public string FlowId { get; }

    public byte[][] Bodies { get; }

    public BareLoop Bare { get; }

    public static async Task<UnlimitedLaunches> BeginAsync(Harness bench)
    {
        await bench.BeginUnlimitedAsync();
        return new UnlimitedLaunches(bench, ModuleShell.Connect(bench.Simulator), await bench.Simulator.GetTokenAsync());
    }

    public void Dispose()
    {
        Shell.Dispose();
        Bare.Dispose();
    }
}
