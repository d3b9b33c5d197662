using GenesysCloud.Simulator.Configuration;
using GenesysCloud.Simulator.Flows;

namespace GenesysCloud.Simulator.Schemas;

/// <summary>All settings that affect schemas; part of the cache key of a contract.</summary>
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

    /// <summary>The form of a type. Those of Integer, String, Date, and Time are known, so no setting changes them.</summary>
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
