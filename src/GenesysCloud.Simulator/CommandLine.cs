using System.Globalization;
using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Control;
using GenesysCloud.Simulator.Faults;
using GenesysCloud.Simulator.Json;

namespace GenesysCloud.Simulator;

/// <summary>An argument is unknown or invalid; the message names it and what was expected.</summary>
internal sealed class CommandLineException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The arguments that the simulator is started with.</summary>
internal sealed class CommandLine
{
    public const string Usage = """
        Usage: genesyscloud-simulator [options]
          --port <0-65535>        the loopback port to listen on; the default, 0, selects a free port
          --flows <file>          a flows file that replaces the built-in flows
          --settings <file>       a JSON file with settings that replace the defaults
          --setting <name=value>  one setting, such as rateLimit=60 or latency=00:00:00.200; can be repeated
          --fault <fault>         a fault, such as kind=DropAfter,skip=3 or a JSON object; can be repeated
          --seed <number>         the seed of IDs, durations, and random faults; the default is 1
          --help                  shows this text
        The README lists all settings and faults, and describes the flows file.
        """;

    private readonly List<string> _settings = [];
    private readonly List<Fault> _faults = [];

    public bool Help { get; private set; }

    public int Port { get; private set; }

    public int Seed { get; private set; } = 1;

    public string? FlowsFile { get; private set; }

    public string? SettingsFile { get; private set; }

    public IReadOnlyList<Fault> Faults => _faults;

    /// <exception cref="CommandLineException">An argument is unknown, incomplete, or invalid.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine();
        for (int i = 0; i < arguments.Count; i++)
        {
            string option = arguments[i];
            if (option is "--help" or "-h" or "-?")
                line.Help = true;
            else if (line.Option(option) is { } read)
                read(++i < arguments.Count && arguments[i].Length > 0 ? arguments[i] : throw Expected(option, "a value", "none"));
            else
                throw new CommandLineException($"'{option}' is not an option.");
        }

        return line;
    }

    /// <summary>The settings to start with: the defaults, then the file, then the arguments in their order.</summary>
    /// <exception cref="SettingsFileException">The settings file is missing or invalid.</exception>
    public SimulatorSettings ReadSettings()
    {
        SimulatorSettings settings = SettingsFile is null ? new() : Control.SettingsFile.Read(SettingsFile);
        foreach (string json in _settings)
            Change(json)(settings);
        return settings;
    }

    private Action<string>? Option(string name) => name switch
    {
        "--port" => value => Port = Number(name, value, NumberStyles.None) is var port and <= 65535
            ? port
            : throw Expected(name, "a number from 0 to 65535", value),
        "--seed" => value => Seed = Number(name, value, NumberStyles.AllowLeadingSign),
        "--flows" => value => FlowsFile = value,
        "--settings" => value => SettingsFile = value,
        "--setting" => AddSetting,
        "--fault" => AddFault,
        _ => null,
    };

    private static int Number(string option, string value, NumberStyles style) =>
        int.TryParse(value, style, CultureInfo.InvariantCulture, out int number) ? number : throw Expected(option, "a number", value);

    private void AddSetting(string text)
    {
        string json = ToJson("--setting", [text]);
        // Checked here, so that the error names the argument.
        Read("--setting", () => Change(json));
        _settings.Add(json);
    }

    private void AddFault(string text)
    {
        string json = text.StartsWith('{') ? text : ToJson("--fault", text.Split(','));
        _faults.Add(Read("--fault", () => ControlJson.ReadFault(Utf8(json))));
    }

    private static Action<SimulatorSettings> Change(string json) => ControlJson.ReadSettings(Utf8(json));

    private static T Read<T>(string option, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is JsonException or JsonFormatException)
        {
            throw new CommandLineException($"{option}: {exception.Message}", exception);
        }
    }

    /// <summary>Pairs of name and value as a JSON object. A value that isn't JSON, such as a duration or a path, is text.</summary>
    private static string ToJson(string option, IEnumerable<string> pairs)
    {
        IEnumerable<string> members = pairs.Select(pair => pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var end
            ? $"{JsonSerializer.Serialize(pair[..end])}:{ToJsonValue(pair[(end + 1)..])}"
            : throw Expected(option, "name=value", pair));
        return $"{{{string.Join(',', members)}}}";
    }

    private static string ToJsonValue(string value)
    {
        try
        {
            return JsonElement.Parse(value).GetRawText();
        }
        catch (JsonException)
        {
            return JsonSerializer.Serialize(value);
        }
    }

    private static byte[] Utf8(string json) => System.Text.Encoding.UTF8.GetBytes(json);

    private static CommandLineException Expected(string option, string expected, string found) =>
        new($"{option}: expected {expected}, found {found}.");
}
