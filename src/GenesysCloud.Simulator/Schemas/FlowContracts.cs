using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Flows;

namespace GenesysCloud.Simulator.Schemas;

/// <summary>A cache of contracts: every launch and every read of an execution needs one. Thread-safe.</summary>
internal sealed class FlowContracts(SimulatorSettings settings)
{
    // Weak, so that the contracts of a replaced flow are released with it.
    private readonly ConditionalWeakTable<SimulatedFlow, ConcurrentDictionary<Key, FlowContract>> _contracts = [];

    public FlowContract Get(SimulatedFlow flow, SimulatedVersion version) => _contracts
        .GetValue(flow, static _ => new())
        .GetOrAdd(
            new Key(version.Id, WireForms.From(settings)),
            static (key, of) => FlowContract.Create(of.flow, of.version, key.Forms),
            (flow, version));

    private readonly record struct Key(string Version, WireForms Forms);
}
