using System.Text.Json;
using GenesysCloud.Http;

namespace GenesysCloud.Architect;

/// <summary>Who a token belongs to, and the roles that were granted to it. Source: AuthzSubject.</summary>
internal sealed class AuthorizationSubject : IApiModel
{
    private readonly bool _hasGrants;

    /// <summary>The id of the user or of the OAuth client.</summary>
    public string? Id { get; init; }

    /// <summary>One grant for each role and division.</summary>
    public IReadOnlyList<AuthorizationGrant> Grants
    {
        get;
        init
        {
            _hasGrants = value is not null;
            field = value?.Where(grant => grant is not null).ToArray() ?? [];
        }
    } = [];

    /// <summary>Whether the roles came with their permissions; true where there are no roles. A role may really have none.</summary>
    public bool ListsPermissions => Grants.Count == 0 || Grants.Any(grant => grant.Role.Policies.Count > 0);

    /// <summary>Where a permission such as <c>architect:flow:launch</c> is granted; empty where it is not.</summary>
    public IReadOnlyList<AuthorizationDivision> DivisionsOf(string permission) =>
        [.. GrantsOf(permission, _ => true).Select(grant => grant.Division).DistinctBy(division => division.Id)];

    /// <summary>Whether every role that has the permission has it under a condition only.</summary>
    public bool IsConditional(string permission) =>
        GrantsOf(permission, _ => true).Any() && !GrantsOf(permission, policy => !policy.IsConditional).Any();

    private IEnumerable<AuthorizationGrant> GrantsOf(string permission, Func<AuthorizationPolicy, bool> counts) =>
        Grants.Where(grant => grant.Role.Policies.Any(policy => policy.Includes(permission) && counts(policy)));

    bool IApiModel.IsExpected(bool isFromService) => _hasGrants || (isFromService && !string.IsNullOrEmpty(Id));
}

/// <summary>A role in a division. Source: AuthzGrant.</summary>
internal sealed class AuthorizationGrant
{
    /// <summary>Where the role applies.</summary>
    public AuthorizationDivision Division { get; init => field = value ?? new(); } = new();

    /// <summary>The role.</summary>
    public AuthorizationRole Role { get; init => field = value ?? new(); } = new();
}

/// <summary>A division that a role was granted in. Source: AuthzDivision.</summary>
internal sealed class AuthorizationDivision
{
    private const string All = "*";

    /// <summary>The id; <c>*</c> for all divisions.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>The name; null for all divisions.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it stands for all divisions of the organization.</summary>
    public bool IsAll => Id == All;

    /// <inheritdoc />
    public override string ToString() => IsAll ? "all divisions" : Name ?? Id;
}

/// <summary>A role and its permissions. Source: AuthzGrantRole.</summary>
internal sealed class AuthorizationRole
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its permissions; empty where it has none, or where they were left out.</summary>
    public IReadOnlyList<AuthorizationPolicy> Policies
    {
        get;
        init => field = value?.Where(policy => policy is not null).ToArray() ?? [];
    } = [];
}

/// <summary>Permissions for one kind of thing: <c>domain:entityName:action</c> for each action. Source: AuthzGrantPolicy.</summary>
internal sealed class AuthorizationPolicy
{
    /// <summary>Such as <c>architect</c>.</summary>
    public string? Domain { get; init; }

    /// <summary>Such as <c>flow</c>; <c>*</c> for everything in the domain.</summary>
    public string? EntityName { get; init; }

    /// <summary>Such as <c>launch</c>; <c>*</c> or <c>all</c> for every action.</summary>
    public IReadOnlyList<string> Actions { get; init => field = value ?? []; } = [];

    /// <summary>What restricts the permission further. Its form is not documented beyond being text.</summary>
    public JsonElement? Condition { get; init; }

    /// <summary>Whether something restricts the permission further.</summary>
    public bool IsConditional => Condition is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } condition
        && condition.GetRawText() is not ("\"\"" or "{}" or "[]");

    /// <summary>Whether a permission such as <c>architect:flow:launch</c> is among these.</summary>
    public bool Includes(string permission) =>
        permission.Split(':') is [var domain, var entity, var action]
        && IsOrCovers(Domain, domain)
        && IsOrCovers(EntityName, entity)
        && Actions.Any(granted => IsOrCovers(granted, action) || IsSame(granted, "all"));

    private static bool IsOrCovers(string? granted, string wanted) => granted == "*" || IsSame(granted, wanted);

    private static bool IsSame(string? left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
