using GenesysCloud.Http;

namespace FlowCmdlets.Access;

/// <summary>What one check of <c>Test-GenesysCloudAccess</c> came to. Its texts hold no control characters.</summary>
public sealed class AccessCheck
{
    internal AccessCheck(string check, AccessResult result, string detail, string? action = null)
    {
        Check = check;
        Result = result;
        Detail = DisplayText.Clean(detail);
        Action = DisplayText.Clean(action);
    }

    /// <summary>What was checked: a subject such as <c>Clock</c>, or the cmdlet whose permissions were checked.</summary>
    public string Check { get; }

    /// <summary>What it came to.</summary>
    public AccessResult Result { get; }

    /// <summary>What was found.</summary>
    public string Detail { get; }

    /// <summary>What to do about it; null if there is nothing to do.</summary>
    public string? Action { get; }

    /// <summary>The same finding, judged otherwise.</summary>
    /// <param name="result">The judgment.</param>
    /// <param name="action">What to do; null for the same as before.</param>
    internal AccessCheck As(AccessResult result, string? action = null) => new(Check, result, Detail, action ?? Action);

    /// <inheritdoc />
    public override string ToString() => $"{Check}: {Result}. {Detail}";
}
