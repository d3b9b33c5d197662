using System.Collections.Immutable;

namespace GenesysCloud.Simulator.Flows;

/// <summary>The flows of the organization by ID; IDs are case-insensitive. Thread-safe.</summary>
internal sealed class FlowCatalog(IEnumerable<SimulatedFlow> flows)
{
    private ImmutableDictionary<string, SimulatedFlow> _flows =
        flows.ToImmutableDictionary(flow => flow.Id, StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<SimulatedFlow> All => [.. _flows.Values.OrderBy(flow => flow.Id, StringComparer.Ordinal)];

    public SimulatedFlow? Find(string id) => _flows.GetValueOrDefault(id);

    public void Add(SimulatedFlow flow) => ImmutableInterlocked.Update(ref _flows, (flows, added) => flows.SetItem(added.Id, added), flow);
}
