using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Json;

namespace GenesysCloud.Simulator.Control;

/// <summary>A settings file is missing or invalid; the message names the file, the setting, and the expected value.</summary>
internal sealed class SettingsFileException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Reads the initial settings from a file, in the format of the control API.</summary>
internal static class SettingsFile
{
    /// <exception cref="SettingsFileException">The file is missing, is not JSON, or has an unknown setting or invalid value.</exception>
    public static SimulatorSettings Read(string path)
    {
        var settings = new SimulatorSettings();
        try
        {
            ControlJson.ReadSettings(File.ReadAllBytes(path))(settings);
            return settings;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or JsonFormatException)
        {
            throw new SettingsFileException($"{path}: {exception.Message}", exception);
        }
    }
}
