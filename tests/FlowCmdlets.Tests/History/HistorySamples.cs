using System.Text.Json;
using FlowCmdlets.History;
using GenesysCloud.Architect;
using GenesysCloud.Launching.History;

namespace FlowCmdlets.Tests.History;

/// <summary>What the views of the past are tested with.</summary>
internal static class HistorySamples
{
    /// <summary>Whether a sample shows the id that it was made with.</summary>
    public static bool HasId(object sample) => sample is FlowInstance or FlowExecutionHistory;

    /// <summary>Samples of a type; null if it is none of the past.</summary>
    public static object[]? Of(string type, string id, string longName)
    {
        var at = new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
        if (type == typeof(FlowInstance).FullName)
        {
            return
            [
                new FlowInstance { Id = id, FlowName = longName, StartDateTime = at, FlowErrorReason = longName },
                new FlowInstance { Id = id, FlowName = "Short", StartDateTime = at },
            ];
        }

        if (type == typeof(FlowExecutionHistory).FullName)
        {
            return
            [
                new FlowExecutionHistory
                {
                    ExecutionId = id, FlowName = longName, EndDateTime = at, Errors = [new FlowInstanceEvent { Reason = longName }],
                },
                new FlowExecutionHistory { ExecutionId = id, FlowName = "Short", EndDateTime = at },
            ];
        }

        if (type == typeof(FlowInstanceEvent).FullName)
            return [new FlowInstanceEvent { Reason = longName, ActionName = longName, ActionNumber = 1234 }];
        if (type == typeof(FlowExecutionCount).FullName)
        {
            return
            [
                new FlowExecutionCount { FlowName = longName, FlowVersion = "1234.0", IntervalStart = at.LocalDateTime, Count = 1234567 },
            ];
        }

        if (type != typeof(FlowLogLevel).FullName)
            return null;
        var settings = new LogLevelSettings
        {
            LogLevelCharacteristics = new LogLevelCharacteristics
            {
                Level = "VerboseNotes",
                Characteristics = new Dictionary<string, JsonElement>
                {
                    ["executionInputOutputs"] = JsonElement.Parse("true"),
                    ["communications"] = JsonElement.Parse("true"),
                },
            },
        };
        return
        [
            FlowLogLevel.From(settings, new Flow { Id = id, Name = longName }, isDefault: false),
            FlowLogLevel.From(settings, flow: null, isDefault: true),
        ];
    }
}
