using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Json;
using GenesysCloud.Simulator.Schemas;

namespace GenesysCloud.Simulator.Control;

/// <summary>A setting in the control API: its name, how it is written, and how a new value is read and validated.</summary>
internal sealed record SettingDefinition(
    string Name, Action<Utf8JsonWriter, SimulatorSettings> Write, Func<JsonCursor, Action<SimulatorSettings>> Read)
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    // Longer than any test needs, and small enough that clients can represent the resulting seconds and dates.
    private static readonly TimeSpan s_decade = TimeSpan.FromDays(3650);

    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        Limit("rateLimit", settings => settings.RateLimit, (settings, value) => settings.RateLimit = value),
        Limit("clientRateLimit", settings => settings.ClientRateLimit, (settings, value) => settings.ClientRateLimit = value),
        // The headers count whole seconds, so a shorter window could not be expressed.
        Duration(
            "rateLimitWindow", s_second, s_decade,
            settings => settings.RateLimitWindow,
            (settings, value) => settings.RateLimitWindow = value),
        Flag("rateLimitHeaders", settings => settings.RateLimitHeaders, (settings, value) => settings.RateLimitHeaders = value),
        Flag(
            "rateLimitResetRoundsDown",
            settings => settings.RateLimitResetRoundsDown,
            (settings, value) => settings.RateLimitResetRoundsDown = value),
        new("resourceLimits", WriteResourceLimits, ReadResourceLimits),
        // Timers support no more than some weeks.
        Duration(
            "latency", TimeSpan.Zero, TimeSpan.FromDays(1),
            settings => settings.Latency,
            (settings, value) => settings.Latency = value),
        Duration(
            "tokenLifetime", s_second, s_decade,
            settings => settings.TokenLifetime,
            (settings, value) => settings.TokenLifetime = value),
        Limit("tokenRequestLimit", settings => settings.TokenRequestLimit, (settings, value) => settings.TokenRequestLimit = value),
        new("authorizationError",
            (json, settings) => json.WriteStringValue(settings.AuthorizationError),
            cursor => Assign(cursor.IsNull ? null : cursor.AsString(), (settings, value) => settings.AuthorizationError = value)),
        Flag("refreshTokens", settings => settings.RefreshTokens, (settings, value) => settings.RefreshTokens = value),
        Flag("rejectUnknownInputs", settings => settings.RejectUnknownInputs, (settings, value) => settings.RejectUnknownInputs = value),
        Flag("rejectMistypedInputs", settings => settings.RejectMistypedInputs, (settings, value) => settings.RejectMistypedInputs = value),
        Flag("rejectMissingInputs", settings => settings.RejectMissingInputs, (settings, value) => settings.RejectMissingInputs = value),
        Flag("rejectUnknownFields", settings => settings.RejectUnknownFields, (settings, value) => settings.RejectUnknownFields = value),
        new("launchRefusalStatus",
            (json, settings) => json.WriteNumberValue(settings.LaunchRefusalStatus),
            cursor => Assign(cursor.AsInt32(400, 499), (settings, value) => settings.LaunchRefusalStatus = value)),
        new("launchRefusalCode",
            (json, settings) => json.WriteStringValue(settings.LaunchRefusalCode),
            cursor => Assign(cursor.IsNull ? null : cursor.AsString(), (settings, value) => settings.LaunchRefusalCode = value)),
        Flag("launchRefusalDetails", settings => settings.LaunchRefusalDetails, (settings, value) => settings.LaunchRefusalDetails = value),
        OneOf("decimalForm", settings => settings.DecimalForm, (settings, value) => settings.DecimalForm = value),
        OneOf("booleanForm", settings => settings.BooleanForm, (settings, value) => settings.BooleanForm = value),
        OneOf("dateTimeForm", settings => settings.DateTimeForm, (settings, value) => settings.DateTimeForm = value),
        OneOf("durationForm", settings => settings.DurationForm, (settings, value) => settings.DurationForm = value),
        OneOf("currencyForm", settings => settings.CurrencyForm, (settings, value) => settings.CurrencyForm = value),
        OneOf("jsonForm", settings => settings.JsonForm, (settings, value) => settings.JsonForm = value),
        OneOf("userForm", settings => settings.UserForm, (settings, value) => settings.UserForm = value),
        OneOf("queueForm", settings => settings.QueueForm, (settings, value) => settings.QueueForm = value),
        OneOf("skillForm", settings => settings.SkillForm, (settings, value) => settings.SkillForm = value),
        Flag("requiredInSchemas", settings => settings.RequiredInSchemas, (settings, value) => settings.RequiredInSchemas = value),
        Flag("integerOutputsAsText", settings => settings.IntegerOutputsAsText, (settings, value) => settings.IntegerOutputsAsText = value),
        Flag("compression", settings => settings.Compression, (settings, value) => settings.Compression = value),
        OneOf("nameFilter", settings => settings.NameFilter, (settings, value) => settings.NameFilter = value),
        new("maxRequestBytes",
            (json, settings) => json.WriteNumberValue(settings.MaxRequestBytes),
            cursor => Assign(cursor.AsInt32(1, 1 << 30), (settings, value) => settings.MaxRequestBytes = value)),
        Duration(
            "executionRetention", TimeSpan.Zero, s_decade,
            settings => settings.ExecutionRetention,
            (settings, value) => settings.ExecutionRetention = value),
        Flag("executionData", settings => settings.ExecutionData, (settings, value) => settings.ExecutionData = value),
        Duration(
            "instanceIndexLag", TimeSpan.Zero, s_decade,
            settings => settings.InstanceIndexLag,
            (settings, value) => settings.InstanceIndexLag = value),
        Flag("instancesAppearAtEnd", settings => settings.InstancesAppearAtEnd, (settings, value) => settings.InstancesAppearAtEnd = value),
        Flag("instanceNames", settings => settings.InstanceNames, (settings, value) => settings.InstanceNames = value),
        Flag("instancesHaveOwnIds", settings => settings.InstancesHaveOwnIds, (settings, value) => settings.InstancesHaveOwnIds = value),
        Duration(
            "instanceJobDuration", TimeSpan.Zero, s_decade,
            settings => settings.InstanceJobDuration,
            (settings, value) => settings.InstanceJobDuration = value),
        new("instanceJobMaxIds",
            (json, settings) => json.WriteNumberValue(settings.InstanceJobMaxIds),
            cursor => Assign(cursor.AsInt32(1, int.MaxValue), (settings, value) => settings.InstanceJobMaxIds = value)),
        Duration(
            "downloadLifetime", TimeSpan.Zero, s_decade,
            settings => settings.DownloadLifetime,
            (settings, value) => settings.DownloadLifetime = value),
        Flag(
            "instanceErrorsOnActions",
            settings => settings.InstanceErrorsOnActions,
            (settings, value) => settings.InstanceErrorsOnActions = value),
        Flag("logLevelsInherit", settings => settings.LogLevelsInherit, (settings, value) => settings.LogLevelsInherit = value),
        Flag("logLevelPutAdds", settings => settings.LogLevelPutAdds, (settings, value) => settings.LogLevelPutAdds = value),
        Duration(
            "aggregateLag", TimeSpan.Zero, s_decade,
            settings => settings.AggregateLag,
            (settings, value) => settings.AggregateLag = value),
        Duration(
            "notificationHeartbeat", s_second, s_decade,
            settings => settings.NotificationHeartbeat,
            (settings, value) => settings.NotificationHeartbeat = value),
        Duration(
            "notificationLag", TimeSpan.Zero, s_decade,
            settings => settings.NotificationLag,
            (settings, value) => settings.NotificationLag = value),
        Duration(
            "channelLifetime", s_second, s_decade,
            settings => settings.ChannelLifetime,
            (settings, value) => settings.ChannelLifetime = value),
        new("maxChannels",
            (json, settings) => json.WriteNumberValue(settings.MaxChannels),
            cursor => Assign(cursor.AsInt32(1, int.MaxValue), (settings, value) => settings.MaxChannels = value)),
        new("topicPermission",
            (json, settings) => json.WriteStringValue(settings.TopicPermission),
            cursor => Assign(cursor.AsString(), (settings, value) => settings.TopicPermission = value)),
        Flag("fullRolesOnRequest", settings => settings.FullRolesOnRequest, (settings, value) => settings.FullRolesOnRequest = value),
        Path("gatewayLoginPath", settings => settings.GatewayLoginPath, (settings, value) => settings.GatewayLoginPath = value),
        Path("gatewayApiPath", settings => settings.GatewayApiPath, (settings, value) => settings.GatewayApiPath = value),
        Flag(
            "userSearchCaseSensitive",
            settings => settings.UserSearchCaseSensitive,
            (settings, value) => settings.UserSearchCaseSensitive = value),
        Flag(
            "userSearchNeedsAllFields",
            settings => settings.UserSearchNeedsAllFields,
            (settings, value) => settings.UserSearchNeedsAllFields = value),
        Flag("recordRequests", settings => settings.RecordRequests, (settings, value) => settings.RecordRequests = value),
        Flag("recordInputs", settings => settings.RecordInputs, (settings, value) => settings.RecordInputs = value),
    ];

    private static SettingDefinition Flag(string name, Func<SimulatorSettings, bool> get, Action<SimulatorSettings, bool> set) =>
        new(name, (json, settings) => json.WriteBooleanValue(get(settings)), cursor => Assign(cursor.AsBoolean(), set));

    private static SettingDefinition Path(string name, Func<SimulatorSettings, string> get, Action<SimulatorSettings, string> set) =>
        new(name, (json, settings) => json.WriteStringValue(get(settings)), cursor => Assign(cursor.AsString(), set));

    private static SettingDefinition Duration(
        string name, TimeSpan min, TimeSpan max, Func<SimulatorSettings, TimeSpan> get, Action<SimulatorSettings, TimeSpan> set) => new(
        name,
        (json, settings) => json.WriteStringValue(get(settings).ToString("c")),
        cursor => Assign(cursor.AsDuration(min, max), set));

    private static SettingDefinition OneOf<T>(string name, Func<SimulatorSettings, T> get, Action<SimulatorSettings, T> set)
        where T : struct, Enum
    {
        Dictionary<string, T> values = Enum.GetValues<T>().ToDictionary(value => value.ToString());
        return new SettingDefinition(
            name,
            (json, settings) => json.WriteStringValue(get(settings).ToString()),
            cursor => Assign(cursor.AsOneOf(values), set));
    }

    private static SettingDefinition Limit(string name, Func<SimulatorSettings, int?> get, Action<SimulatorSettings, int?> set) => new(
        name,
        (json, settings) =>
        {
            if (get(settings) is { } limit)
                json.WriteNumberValue(limit);
            else
                json.WriteNullValue();
        },
        cursor => Assign(cursor.IsNull ? (int?)null : cursor.AsInt32(1, int.MaxValue), set));

    private static Action<SimulatorSettings> Assign<T>(T value, Action<SimulatorSettings, T> set) => settings => set(settings, value);

    private static void WriteResourceLimits(Utf8JsonWriter json, SimulatorSettings settings)
    {
        json.WriteStartObject();
        foreach ((string resource, int limit) in settings.ResourceLimits)
            json.WriteNumber(resource, limit);
        json.WriteEndObject();
    }

    private static Action<SimulatorSettings> ReadResourceLimits(JsonCursor cursor)
    {
        var limits = new Dictionary<string, int>();
        foreach ((string resource, JsonCursor limit) in cursor.Members())
        {
            string path = resource[(resource.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            if (path is not ['/' or '*', ..])
                throw cursor.Expected("names such as \"POST /api/v2/flows/executions\" or \"/api/v2/flows\"", $"'{resource}'");
            limits.Add(resource, limit.AsInt32(1, int.MaxValue));
        }

        return settings => settings.ReplaceResourceLimits(limits);
    }
}
