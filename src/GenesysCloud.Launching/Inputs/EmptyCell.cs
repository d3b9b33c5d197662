namespace GenesysCloud.Launching.Inputs;

/// <summary>What an empty cell of a declared input stands for.</summary>
public enum EmptyCell
{
    /// <summary>Nothing: the input is not sent, and the flow uses the initial value of its variable.</summary>
    Absent,

    /// <summary>JSON null: the flow's variable is NOT_SET.</summary>
    NotSet,
}
