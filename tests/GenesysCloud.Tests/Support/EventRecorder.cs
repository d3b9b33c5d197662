using System.Reflection;
using System.Text;
using GenesysCloud.Architect;

namespace GenesysCloud.Tests.Support;

/// <summary>All that a person or a program could get to see, as text: ToString, and every public property, all the way down.</summary>
internal sealed class EventRecorder
{
    private readonly StringBuilder _text = new();

    public int Count { get; private set; }

    public string Text => _text.ToString();

    public void Add(IEnumerable<object> things)
    {
        foreach (object thing in things)
            Add(thing);
    }

    public void Add(object? thing)
    {
        Count++;
        Write(thing, depth: 0);
    }

    private void Write(object? thing, int depth)
    {
        if (thing is null || depth > 4)
            return;
        _text.AppendLine(thing.ToString());
        // The rows themselves are the caller's own, inputs and all.
        if (thing is string or Type or FlowExecutionLaunchRequest
            || thing.GetType().Namespace?.StartsWith("GenesysCloud", StringComparison.Ordinal) != true)
        {
            return;
        }

        foreach (PropertyInfo property in thing.GetType().GetProperties()
            .Where(property => property.GetIndexParameters().Length == 0))
        {
            Write(property.GetValue(thing), depth + 1);
        }
    }
}
