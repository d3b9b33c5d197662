using System.Text.Json;
using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Json;

namespace GenesysCloud.Simulator.Control;

/// <summary>A settings file that cannot be used; the message names the file, and the setting and what was expected of it.</summary>
internal sealed class SettingsFileException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Reads settings to start with, in the form in which the control door takes them.</summary>
internal static class SettingsFile
{
    /// <exception cref="SettingsFileException">It is not there, not JSON, or sets what is no setting.</exception>
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
