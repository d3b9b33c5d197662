namespace GenesysCloud.Simulator;

/// <summary>How values of a type travel in JSON where nobody outside has seen which form is real.</summary>
public enum WireForm
{
    /// <summary>As text or in the native form, as the recorded Integer does.</summary>
    Both,

    /// <summary>A number, <c>true</c> or <c>false</c>, or an object.</summary>
    Native,

    /// <summary>Text.</summary>
    Text,
}

/// <summary>All that settings decide about schemas; part of the key they are kept under.</summary>
internal readonly record struct WireForms(
    WireForm Decimal,
    WireForm Boolean,
    WireForm DateTime,
    WireForm Duration,
    WireForm Currency,
    WireForm Json,
    WireForm User,
    WireForm Queue,
    WireForm Skill,
    bool RequiredInSchemas)
{
    public static WireForms From(SimulatorSettings settings) => new(
        settings.DecimalForm,
        settings.BooleanForm,
        settings.DateTimeForm,
        settings.DurationForm,
        settings.CurrencyForm,
        settings.JsonForm,
        settings.UserForm,
        settings.QueueForm,
        settings.SkillForm,
        settings.RequiredInSchemas);

    /// <summary>The form of a type. Integer, String, Date, and Time have been seen, so theirs is no question.</summary>
    public WireForm Of(ArchitectType type) => type switch
    {
        ArchitectType.Integer => WireForm.Both,
        ArchitectType.Decimal => Decimal,
        ArchitectType.Boolean => Boolean,
        ArchitectType.DateTime => DateTime,
        ArchitectType.Duration => Duration,
        ArchitectType.Currency => Currency,
        ArchitectType.Json => Json,
        ArchitectType.User => User,
        ArchitectType.Queue => Queue,
        ArchitectType.Skill => Skill,
        _ => WireForm.Text,
    };
}
