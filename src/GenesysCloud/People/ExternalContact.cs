using GenesysCloud.Http;

namespace GenesysCloud.People;

/// <summary>Someone outside the organization. Source: ExternalContact.</summary>
internal sealed class ExternalContact : IApiModel
{
    /// <summary>Its id.</summary>
    public string Id { get; init => field = value ?? ""; } = "";

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? WorkEmail { get; init; }

    public string? PersonalEmail { get; init; }

    public string? OtherEmail { get; init; }

    public ContactPhone? WorkPhone { get; init; }

    public ContactPhone? CellPhone { get; init; }

    public ContactPhone? HomePhone { get; init; }

    public ContactPhone? OtherPhone { get; init; }

    /// <summary>Its ids in other systems.</summary>
    public IReadOnlyList<ExternalId>? ExternalIds { get; init; }

    /// <summary>What identifies it and no other: addresses, numbers, and ids that it has claimed.</summary>
    public IReadOnlyList<ContactIdentifier>? Identifiers { get; init; }

    /// <summary>Of a contact that was merged, the one that all of them are now; null if it was not.</summary>
    public ContactReference? CanonicalContact { get; init; }

    /// <summary>Its name; null if it has none.</summary>
    public string? Name => string.Join(' ', new[] { FirstName, LastName }.Where(part => !string.IsNullOrWhiteSpace(part))) is
        { Length: > 0 } name ? name : null;

    /// <summary>Its e-mail addresses.</summary>
    public IEnumerable<string> Emails => new[] { WorkEmail, PersonalEmail, OtherEmail }.OfType<string>();

    /// <summary>Its phone numbers.</summary>
    public IEnumerable<ContactPhone> Phones => new[] { WorkPhone, CellPhone, HomePhone, OtherPhone }.OfType<ContactPhone>();

    bool IApiModel.IsExpected(bool isFromService) => Id.Length > 0;
}

/// <summary>A phone number of a contact. Source: PhoneNumber.</summary>
internal sealed class ContactPhone
{
    /// <summary>The number in E.164 form; null where the service could not read it so.</summary>
    public string? E164 { get; init; }

    /// <summary>The number as it is shown.</summary>
    public string? Display { get; init; }
}

/// <summary>An id in another system. Source: ExternalId.</summary>
internal sealed class ExternalId
{
    public ExternalSource? ExternalSource { get; init; }

    public string? Value { get; init; }
}

/// <summary>What identifies a contact. Source: ContactIdentifier.</summary>
internal sealed class ContactIdentifier
{
    /// <summary><c>Email</c>, <c>Phone</c>, <c>ExternalId</c>, and others.</summary>
    public string? Type { get; init; }

    public string? Value { get; init; }

    public ExternalSource? ExternalSource { get; init; }
}

/// <summary>Another system, in which contacts have ids. Source: ExternalSource.</summary>
internal sealed class ExternalSource
{
    public string Id { get; init => field = value ?? ""; } = "";

    public string? Name { get; init; }
}

/// <summary>Another contact. Source: ContactAddressableEntityRef.</summary>
internal sealed class ContactReference
{
    public string? Id { get; init; }
}

/// <summary>The contacts that have an address or a number. Source: ReverseWhitepagesLookupResult.</summary>
internal sealed class ContactLookup : IApiModel
{
    private readonly bool _hasContacts;

    /// <summary>The contacts, 25 at the most.</summary>
    public IReadOnlyList<ExternalContact> Contacts
    {
        get;
        init
        {
            _hasContacts = value is not null;
            field = value?.Where(contact => contact is not null).ToArray() ?? [];
        }
    } = [];

    bool IApiModel.IsExpected(bool isFromService) => _hasContacts || isFromService;
}

/// <summary>A page of other systems. Source: CursorExternalSourceListing.</summary>
internal sealed class ExternalSourceListing : IApiModel
{
    private readonly bool _hasEntities;

    public IReadOnlyList<ExternalSource> Entities
    {
        get;
        init
        {
            _hasEntities = value is not null;
            field = value?.Where(source => source is not null).ToArray() ?? [];
        }
    } = [];

    public PageCursors? Cursors { get; init; }

    bool IApiModel.IsExpected(bool isFromService) => _hasEntities || isFromService;
}

/// <summary>Where the next page begins. Source: Cursors.</summary>
internal sealed class PageCursors
{
    public string? After { get; init; }
}
