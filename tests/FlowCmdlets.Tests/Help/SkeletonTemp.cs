using System.Management.Automation;
using System.Text;
using FlowCmdlets.Tests.Engine;
using Xunit;
namespace FlowCmdlets.Tests.Help;
public sealed class SkeletonTemp
{
    [Fact]
    public void Write()
    {
        using var shell = new Shell();
        var all = new StringBuilder("{\n");
        foreach (var item in shell.Run("Get-Command -Module GenesysFlows").Output)
        {
            var cmdlet = (CmdletInfo)item.BaseObject;
            var b = new StringBuilder();
            foreach (var (h, t) in PlatyForm.Syntax(cmdlet)) b.Append("### " + h + "\n\n```\n" + t + "\n```\n\n");
            File.WriteAllText($"/tmp/helpprobe/{cmdlet.Name}.syntax", b.ToString());
            foreach (var p in PlatyForm.Parameters(cmdlet))
                File.WriteAllText($"/tmp/helpprobe/{cmdlet.Name}.{p.Name}.yaml", PlatyForm.Yaml(cmdlet, p));
            File.WriteAllText($"/tmp/helpprobe/{cmdlet.Name}.params", string.Join("\n", PlatyForm.Parameters(cmdlet).Select(p => p.Name + "\t" + PlatyForm.HelpMessage(p))));
        }
    }
}
