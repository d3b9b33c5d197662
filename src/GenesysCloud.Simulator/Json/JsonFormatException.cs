namespace GenesysCloud.Simulator.Json;

/// <summary>A JSON document has an unexpected value; the message names its path, what was expected, and what was found.</summary>
internal sealed class JsonFormatException(string message) : Exception(message);
