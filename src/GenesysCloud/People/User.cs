using GenesysCloud.Http;

namespace GenesysCloud.People;

/// <summary>A user of the organization. Source: User.</summary>
internal sealed class User
{
    /// <summary>Its id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>Its display name.</summary>
    public string? Name { get; init; }

    /// <summary>Its e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>What it signs in with; its e-mail address as a rule.</summary>
    public string? Username { get; init; }

    /// <summary><c>active</c>, <c>inactive</c>, or <c>deleted</c>.</summary>
    public string? State { get; init; }
}

/// <summary>A page of users that were found. Source: UsersSearchResponse.</summary>
internal sealed class UserSearchResults : IApiModel
{
    private readonly bool _hasResults;

    /// <summary>The users.</summary>
    public IReadOnlyList<User> Results
    {
        get;
        init
        {
            _hasResults = value is not null;
            field = value?.Where(user => user is not null).ToArray() ?? [];
        }
    } = [];

    /// <summary>How many pages there are.</summary>
    public int? PageCount { get; init; }

    bool IApiModel.IsExpected(bool isFromService) => _hasResults || isFromService;
}
