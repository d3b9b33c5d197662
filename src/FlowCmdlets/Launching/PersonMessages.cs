using GenesysCloud.Launching.Inputs.Types;
using GenesysCloud.People;

namespace FlowCmdlets.Launching;

/// <summary>The words in which people are reported who are not known.</summary>
internal static class PersonMessages
{
    private const int MostNamed = 5;

    /// <summary>What a person can be named by, beside its id.</summary>
    public static string Names(PersonKind kind) => kind == PersonKind.User
        ? "an e-mail address or user name"
        : "an e-mail address, phone number, or external ID";

    /// <summary>Why a name does not lead to one person.</summary>
    /// <param name="name">The name.</param>
    /// <param name="text">The name as the row has it.</param>
    /// <param name="match">Who has it; null if it was not looked up.</param>
    public static string Of(PersonName name, string text, PersonMatch? match) => match switch
    {
        PersonMatch.None => $"{NotFound(name)} {ValueText.Show(text)}{Advice(name)}",
        PersonMatch.Inactive { People: var people } =>
            $"{ValueText.Show(text)} belongs to {(people.Count == 1 ? "a user" : "users")} who can't be used: {List(people)}; " +
            "expected an active user",
        PersonMatch.Several { People: var people, MayBeMore: var mayBeMore } =>
            $"{ValueText.Show(text)} is ambiguous; it belongs to {List(people)}{(mayBeMore ? ", and perhaps to others" : "")}; " +
            "expected the ID of one of them",
        _ => $"{ValueText.Show(text)} was not looked up",
    };

    private static string NotFound(PersonName name) => name.Form switch
    {
        PersonNameForm.UserName => "no user that the OAuth client can see has the e-mail address or user name",
        PersonNameForm.Email => "no external contact that the OAuth client can see has the e-mail address",
        PersonNameForm.Phone => "no external contact that the OAuth client can see has the phone number",
        _ => "no external contact that the OAuth client can see has the external ID",
    };

    private static string Advice(PersonName name) => name.Form == PersonNameForm.ExternalId
        ? " (phone numbers are found if they begin with + and the country code, such as +13172222222)"
        : "";

    private static string List(IReadOnlyList<Person> people) =>
        string.Join(", ", people.Take(MostNamed).Select(Of)) + (people.Count > MostNamed ? $" and {people.Count - MostNamed} more" : "");

    private static string Of(Person person)
    {
        string?[] details = [person.Id, person.Address, person.IsActive ? null : person.State];
        string name = person.Name is null ? "an unnamed person" : ValueText.Show(person.Name);
        return $"{name} ({string.Join(", ", details.OfType<string>().Select(ValueText.Clip))})";
    }
}
