using System.Management.Automation;

namespace FlowCmdlets.Pipeline;

/// <summary>Refuses parameters that the caller relies on and that would have no effect.</summary>
internal static class BoundParameters
{
    /// <summary>Throws an error that ends the cmdlet if a parameter has no value, as when the variable for it is misspelled.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="parameters">Their names. What the pipeline binds to them comes later, and is not looked at.</param>
    public static void RequireValues(PSCmdlet cmdlet, params ReadOnlySpan<string> parameters)
    {
        foreach (string parameter in parameters)
        {
            if (cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out object? value)
                && (value is null || (value is string text && string.IsNullOrWhiteSpace(text))))
            {
                cmdlet.ThrowTerminatingError(Errors.ParameterEmpty(parameter));
            }
        }
    }

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
