namespace FlowCmdlets.Tests.Engine;

/// <summary>Holds the answers to launches until so many are held, then lets them go in a random order.</summary>
internal sealed class ShuffledAnswers(int together, int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly List<(string Row, TaskCompletionSource Go)> _held = [];
    private readonly List<string> _order = [];

    /// <summary>Which order they went in, by what <paramref name="nameOf"/> read from the requests.</summary>
    public IReadOnlyList<string> Order => _order;

    public async Task HoldAsync(HttpRequestMessage request, Func<string, string> nameOf)
    {
        if (request.Method != HttpMethod.Post || !request.RequestUri!.AbsolutePath.EndsWith("/executions", StringComparison.Ordinal))
            return;
        string row = nameOf(await request.Content!.ReadAsStringAsync());
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        (string Row, TaskCompletionSource Go)[] batch = [];
        lock (_lock)
        {
            _held.Add((row, go));
            if (_held.Count == together)
            {
                batch = [.. _held];
                _held.Clear();
                _random.Shuffle(batch);
                _order.AddRange(batch.Select(held => held.Row));
            }
        }

        foreach ((_, TaskCompletionSource held) in batch)
            held.SetResult();
        await go.Task;
    }
}
