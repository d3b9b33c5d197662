using FlowCmdlets.Pipeline;
using GenesysCloud.Architect;
using GenesysCloud.Wording;

namespace FlowCmdlets.Access;

/// <summary>The permissions that were granted, beside those that each cmdlet uses.</summary>
internal static class PermissionChecks
{
    // Those that use none would only repeat that sign-in works.
    private static readonly string[] s_cmdlets =
        [.. CmdletPermissions.All.Where(cmdlet => cmdlet.Value.Count > 0).Select(cmdlet => cmdlet.Key)];

    private static readonly string[] s_permissions =
    [
        .. CmdletPermissions.All.Values.SelectMany(uses => uses).Where(use => !use.IsForSome).Select(use => use.Name)
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The checks for what was granted to a subject.</summary>
    public static IReadOnlyList<AccessCheck> Of(AuthorizationSubject subject)
    {
        if (subject.Grants.Count == 0)
        {
            return
            [
                new AccessCheck(
                    CheckName.Permissions, AccessResult.Failed, "No role is granted.", $"Grant a role. {Permission.HowToGrant}"),
                .. s_cmdlets.Select(cmdlet => Of(cmdlet, subject)),
                AccessProbe.NotTested(CheckName.Divisions, "Not tested because no role is granted."),
            ];
        }

        string roles = NameList.Format(
            [.. subject.Grants.Select(grant => $"'{grant.Role.Name}' in {grant.Division}").Distinct()]);
        string granted = $"{Quantity.Word(subject.Grants.Count, "Role", "Roles")} {roles}.";
        if (!subject.ListsPermissions)
        {
            return
            [
                new AccessCheck(
                    CheckName.Permissions, AccessResult.Warning, $"{granted} Genesys Cloud doesn't list the permissions of these roles.",
                    "Check in Admin > Roles/Permissions that the roles have the permissions you need."),
                .. NotTested("Not tested because the permissions of the roles aren't listed.").Skip(1),
            ];
        }

        return
        [
            new AccessCheck(CheckName.Permissions, AccessResult.Ok, granted),
            .. s_cmdlets.Select(cmdlet => Of(cmdlet, subject)),
            Divisions(subject),
        ];
    }

    /// <summary>The same checks, none of which was made.</summary>
    public static IReadOnlyList<AccessCheck> NotTested(string reason) =>
        [.. s_cmdlets.Prepend(CheckName.Permissions).Append(CheckName.Divisions).Select(check => AccessProbe.NotTested(check, reason))];

    private static AccessCheck Of(string cmdlet, AuthorizationSubject subject)
    {
        CmdletPermission[] uses =
        [
            .. CmdletPermissions.All[cmdlet].Where(use => !use.IsForSome || subject.DivisionsOf(use.Name).Count > 0),
        ];
        CmdletPermission[] missing = [.. uses.Where(use => subject.DivisionsOf(use.Name).Count == 0)];
        CmdletPermission[] conditional = [.. uses.Where(use => subject.IsConditional(use.Name))];
        string details = string.Join(' ', missing.Select(Lack).Concat(conditional.Select(Limit)));
        return missing.Length == 0
            ? new AccessCheck(
                cmdlet, conditional.Length == 0 ? AccessResult.Ok : AccessResult.Warning,
                conditional.Length == 0 ? $"Has {string.Join(", ", uses.Select(use => use.Name))}." : details,
                conditional.Length == 0 ? null : "Check the conditions of these permissions in Admin > Roles/Permissions.")
            : new AccessCheck(
                cmdlet,
                missing.Any(use => use.IsRequired)
                    && (subject.Grants.Count == 0 || !CmdletPermissions.BesideLaunching.Contains(cmdlet))
                    ? AccessResult.Failed
                    : AccessResult.Warning,
                details,
                $"Grant {string.Join(", ", missing.Select(use => use.Name))}. {Permission.HowToGrant}");
    }

    private static string Lack(CmdletPermission use) =>
        $"Lacks {use.Name} ({(use.IsRequired ? "required" : "used")} {use.Purpose}).";

    private static string Limit(CmdletPermission use) => $"Has {use.Name} under a condition ({use.Purpose}).";

    /// <summary>Flows that can be launched but not read or followed are mostly a role that was granted in too few divisions.</summary>
    private static AccessCheck Divisions(AuthorizationSubject subject)
    {
        (string Permission, string Divisions)[] granted =
        [
            .. s_permissions
                .Select(permission => (permission, DivisionsOf(subject, permission)))
                .Where(permission => permission.Item2.Length > 0),
        ];
        if (granted.Length == 0)
            return AccessProbe.NotTested(CheckName.Divisions, "Not tested because none of the permissions is granted.");
        return granted.DistinctBy(permission => permission.Divisions).Count() == 1
            ? new AccessCheck(CheckName.Divisions, AccessResult.Ok, $"The permissions apply in {granted[0].Divisions}.")
            : new AccessCheck(
                CheckName.Divisions, AccessResult.Warning,
                "The permissions apply in different divisions: " +
                $"{string.Join("; ", granted.Select(permission => $"{permission.Permission} in {permission.Divisions}"))}.",
                "Grant the roles in all divisions whose flows you launch.");
    }

    private static string DivisionsOf(AuthorizationSubject subject, string permission)
    {
        IReadOnlyList<AuthorizationDivision> divisions = subject.DivisionsOf(permission);
        return divisions.FirstOrDefault(division => division.IsAll) is { } all
            ? all.ToString()
            : NameList.Format([.. divisions.Select(division => division.ToString()).Order(StringComparer.Ordinal)]);
    }
}
