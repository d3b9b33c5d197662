using System.Management.Automation;

namespace FlowCmdlets.Pipeline;

/// <summary>Refuses parameters that have no effect without another: the caller relies on them.</summary>
internal static class ParameterDependency
{
    /// <summary>Throws an error that ends the cmdlet if a parameter is specified without the one that it depends on.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="parameter">The name of the parameter that the others depend on.</param>
    /// <param name="dependents">The names of the others.</param>
    public static void Require(PSCmdlet cmdlet, string parameter, params ReadOnlySpan<string> dependents)
    {
        Dictionary<string, object> bound = cmdlet.MyInvocation.BoundParameters;
        foreach (string dependent in dependents)
        {
            if (bound.ContainsKey(dependent) && !bound.ContainsKey(parameter))
                cmdlet.ThrowTerminatingError(Errors.ParameterMissing(parameter, dependent));
        }
    }
}
