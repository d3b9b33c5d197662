using System.Text.Json;
using System.Text.Json.Serialization;
using GenesysCloud.Json;

namespace GenesysCloud.Architect;

/// <summary>Source-generated (de)serialisation of the API's models. Unknown fields are skipped.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    Converters = [typeof(FlexibleDateConverter)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Flow))]
[JsonSerializable(typeof(FlowVersion))]
[JsonSerializable(typeof(EntityListing<Flow>))]
[JsonSerializable(typeof(EntityListing<FlowVersion>))]
[JsonSerializable(typeof(EntityListing<FlowInstance>))]
[JsonSerializable(typeof(FlowRuntimeExecution))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(AuthorizationSubject))]
[JsonSerializable(typeof(ExecutionDataSettings))]
[JsonSerializable(typeof(ExecutionDataJob))]
[JsonSerializable(typeof(LogLevelSettings))]
[JsonSerializable(typeof(EntityListing<OrganizationLimit>))]
internal sealed partial class GenesysJson : JsonSerializerContext;
