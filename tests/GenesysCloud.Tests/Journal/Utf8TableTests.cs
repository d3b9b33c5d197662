using System.Text;
using CsCheck;
using GenesysCloud.Launching.Journal;
using Xunit;

namespace GenesysCloud.Tests.Journal;

public sealed class Utf8TableTests
{
    [Fact]
    public void Texts_are_numbered_as_they_come_and_found_again_whatever_they_are() =>
        Gen.String[0, 3].Array[0, 200].Sample(texts =>
        {
            Utf8Table table = new();
            List<byte[]> distinct = [];
            foreach (byte[] text in texts.Select(Encoding.UTF8.GetBytes))
            {
                int expected = distinct.FindIndex(known => known.AsSpan().SequenceEqual(text));
                Assert.Equal(expected, table.Find(text));
                if (expected < 0)
                {
                    expected = distinct.Count;
                    distinct.Add(text);
                }

                Assert.Equal(expected, table.Add(text));
            }

            Assert.Equal(distinct.Count, table.Count);
            for (int number = 0; number < distinct.Count; number++)
                Assert.Equal(Encoding.UTF8.GetString(distinct[number]), table[number]);
        });
}
