using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Flows;

namespace GenesysCloud.Simulator.Schemas;

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
    public WireForm Get(ArchitectType type) => type switch
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
