namespace GenesysCloud.Http;

/// <summary>
/// What a response can be read as. JSON of something else (a gateway's <c>{"status":"ok"}</c>) reads without an error, too.
/// </summary>
internal interface IApiModel
{
    /// <summary>Whether it holds what makes it the object that was asked for.</summary>
    /// <param name="isFromService">Whether the response has the mark of Genesys Cloud, its correlation id.</param>
    bool IsExpected(bool isFromService);
}
