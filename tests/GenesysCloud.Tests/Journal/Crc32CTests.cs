using CsCheck;
using GenesysCloud.Launching.Journal.Storage;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class Crc32CTests
{
    [Fact]
    public void The_check_value_of_the_standard_comes_out() =>
        Assert.Equal(0xE3069283u, Crc32C.Append(0, "123456789"u8));

    [Fact]
    public void A_text_in_two_parts_has_the_checksum_of_the_whole() =>
        Gen.Select(Gen.Byte.Array, Gen.Byte.Array).Sample((first, second) =>
            Crc32C.Append(Crc32C.Append(0, first), second) == Crc32C.Append(0, (byte[])[.. first, .. second]));
}
