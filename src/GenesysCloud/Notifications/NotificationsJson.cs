using System.Text.Json;
using System.Text.Json.Serialization;
using GenesysCloud.Architect;
using GenesysCloud.Json;

namespace GenesysCloud.Notifications;

/// <summary>Source-generated deserialization of the Notifications API's models. Unknown fields are skipped.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(FlexibleDateConverter)])]
[JsonSerializable(typeof(Channel))]
[JsonSerializable(typeof(EntityListing<Channel>))]
[JsonSerializable(typeof(EntityListing<ChannelTopic>))]
internal sealed partial class NotificationsJson : JsonSerializerContext;
