namespace FlowCmdlets.Tests;
public sealed class S { [Xunit.Fact] public void A() => Xunit.Assert.True(true); }
