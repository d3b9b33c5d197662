using System.Text;
using System.Text.Json;
using CsCheck;

namespace GenesysCloud.Tests.Support;

/// <summary>Answers that are nearly right: a valid one with values exchanged, members gone, bytes broken or the end torn off.</summary>
internal static class JsonMutations
{
    private static readonly byte[][] s_values =
    [
        .. new[]
        {
            "null", "true", "false", "0", "-1", "1.5", "1e400", "-1e-400",
            "9223372036854775808", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"",
            "\"2026-13-45\"", "\"id\\ud800\"", "\"i\\ud800\"", "[]", "[null]",
            "[[[]]]", "{}", "{\"id\":null}", "{\"i\\ud800\":1}", "{\"\":{}}",
            "{\"$ref\":\"#\"}", "[1,\"2\",{\"id\":3}]", "{\"properties\":[]}", "{\"type\":[\"string\",null],\"items\":7}",
        }.Select(Encoding.UTF8.GetBytes),
        [.. "\""u8, 0xC3, 0x28, .. "\""u8],
        [.. Enumerable.Repeat((byte)'[', 40), .. Enumerable.Repeat((byte)']', 40)],
        [.. Enumerable.Repeat((byte)'[', 200), .. Enumerable.Repeat((byte)']', 200)],
    ];

    /// <summary>Mutations of a valid answer; now and then something that has nothing to do with it.</summary>
    public static Gen<byte[]> Of(string valid)
    {
        byte[] json = Encoding.UTF8.GetBytes(valid);
        Gen<(int How, int Where, byte[] Value, byte Byte)> mutation = Gen.Select(
            Gen.Frequency((8, Gen.Const(0)), (3, Gen.Const(1)), (1, Gen.Const(2)), (1, Gen.Const(3))),
            Gen.Int[0, 9999], Gen.OneOf(s_values), Gen.Byte);
        return Gen.Frequency(
            (20, mutation.Array[1, 4].Select(
                all => all.Aggregate(json, (now, one) => Apply(now, one.How, one.Where, one.Value, one.Byte)))),
            (1, Gen.OneOf(s_values)),
            (1, Gen.Byte.Array[0, 40]),
            (1, Gen.Const("<html><body>502 Bad Gateway</body></html>"u8.ToArray())));
    }

    private static byte[] Apply(byte[] json, int how, int where, byte[] value, byte random)
    {
        List<Range> parts = how is 0 or 1 ? Parts(json) : [];
        if (parts.Count == 0 && how < 2)
            return value;
        switch (how)
        {
            case 0:
                // Names too: then a member is not there, or there twice, or is called what no member is called.
                Range part = parts[where % parts.Count];
                return [.. json[..part.Start], .. value, .. json[part.End..]];
            case 1:
                Range gone = parts[where % parts.Count];
                return [.. json[..gone.Start], .. json[gone.End..]];
            case 2 when json.Length > 0:
                byte[] broken = [.. json];
                broken[where % json.Length] = random;
                return broken;
            default:
                return json[..(where % (json.Length + 1))];
        }
    }

    /// <summary>Where each name and each value stands.</summary>
    private static List<Range> Parts(byte[] json)
    {
        var parts = new List<Range>();
        var open = new Stack<int>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    open.Push((int)reader.TokenStartIndex);
                }
                else
                {
                    parts.Add((reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray
                        ? open.Pop()
                        : (int)reader.TokenStartIndex)..(int)reader.BytesConsumed);
                }
            }
        }
        catch (JsonException)
        {
            // Broken already: what stands before that place can still be changed.
        }

        // A name is consumed together with its colon, which has to stay for the rest to stay readable.
        return parts.ConvertAll(part => json[part.End.Value - 1] == ':' ? part.Start..(part.End.Value - 1) : part);
    }
}
