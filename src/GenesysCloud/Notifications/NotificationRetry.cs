using GenesysCloud.Http;
using Polly;
using Polly.Retry;

namespace GenesysCloud.Notifications;

/// <summary>When and how often a connection to a channel is tried again.</summary>
internal static class NotificationRetry
{
    /// <summary>How often the first connection is tried again. A lost one is tried again until there is one.</summary>
    public const int FirstRetries = 4;

    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    /// <summary>The pipeline that connections are made with.</summary>
    /// <param name="time">Delays are measured on it.</param>
    /// <param name="randomizer">0 to 1, for the jitter.</param>
    /// <param name="retries">How often it is tried again.</param>
    /// <param name="observer">Is notified of each retry.</param>
    public static ResiliencePipeline Create(TimeProvider time, Func<double> randomizer, int retries, IClientObserver? observer) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                Name = "connection",
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } failure && IsTransient(failure)),
                MaxRetryAttempts = retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = s_first,
                MaxDelay = s_longest,
                UseJitter = true,
                Randomizer = randomizer,
                OnRetry = arguments =>
                {
                    observer?.Notify(new RetryScheduled(
                        NotificationSocket.Resource, arguments.Outcome.Exception!.Message, arguments.AttemptNumber + 2,
                        arguments.RetryDelay));
                    return default;
                },
            })
            .Build();

    /// <summary>How long to wait before a connection is replaced that did not last, the more so the more there were.</summary>
    public static TimeSpan DelayAfter(int lost)
    {
        TimeSpan delay = s_first * Math.Pow(2, Math.Min(lost, 10));
        return delay < s_longest ? delay : s_longest;
    }

    /// <summary>Whether a retry may succeed although no one changed a setting.</summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        NotificationSocketException socket => socket.Fault is not { Fault.IsFinal: true },
        GenesysCloudException { ConnectionFault.IsFinal: true } or GenesysCloudException { Code: GenesysCloudException.SessionClosed } =>
            false,
        GenesysCloudException call => call.Outcome != SendOutcome.Refused || call.Status == 429,
        _ => false,
    };
}
