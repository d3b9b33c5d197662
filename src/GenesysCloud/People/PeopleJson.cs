using System.Text.Json;
using System.Text.Json.Serialization;

namespace GenesysCloud.People;

/// <summary>Source-generated deserialization of people. Unknown fields are skipped.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(UserSearchResults))]
[JsonSerializable(typeof(ExternalContact))]
[JsonSerializable(typeof(ContactLookup))]
[JsonSerializable(typeof(ExternalSourceListing))]
internal sealed partial class PeopleJson : JsonSerializerContext;
