using System.Text.Json;
using System.Text.Json.Serialization;

namespace GenesysCloud.Analytics;

/// <summary>Source-generated deserialization of the Analytics API's models. Unknown fields are skipped.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(FlowExecutionAggregates))]
internal sealed partial class AnalyticsJson : JsonSerializerContext;
