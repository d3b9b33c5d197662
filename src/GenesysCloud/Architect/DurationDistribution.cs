namespace GenesysCloud.Architect;

/// <summary>How likely it is that an execution has ended by some age, judged by the durations of others. Immutable.</summary>
/// <remarks>
/// Each observed duration stands for a log-logistic hump around it, so that a few observations say something about durations in between
/// and beyond, and a flow that either fails at once or runs for minutes has two humps. The sum is kept as a table over the logarithm of
/// time, since it is asked for with every look.
/// </remarks>
internal sealed class DurationDistribution
{
    private const int Steps = 128;

    // In the logarithm of time: e.g. 0.1 is ten percent.
    private const double Narrowest = 0.1;
    private const double Widest = 0.5;

    // The standard deviation of a logistic distribution of scale 1.
    private const double LogisticDeviation = 1.8138;

    private static readonly double s_shortest = Math.Log(0.01);

    private readonly double[] _ended = new double[Steps + 1];
    private readonly double _first;
    private readonly double _step;
    private readonly double _scale;

    /// <param name="seconds">What was observed, at least one; in no order.</param>
    public DurationDistribution(ReadOnlySpan<double> seconds)
    {
        ArgumentOutOfRangeException.ThrowIfZero(seconds.Length);
        double[] logs = new double[seconds.Length];
        for (int i = 0; i < logs.Length; i++)
            logs[i] = Math.Max(s_shortest, Math.Log(seconds[i]));
        double mean = logs.Average();
        double deviation = Math.Sqrt(logs.Sum(log => (log - mean) * (log - mean)) / logs.Length);

        // One duration says little about the next, so that its hump is wide; many make out the form themselves.
        double width = (deviation + (Widest / logs.Length)) * Math.Pow(logs.Length, -0.2);
        _scale = Math.Clamp(width, Narrowest, Widest) / LogisticDeviation;
        _first = logs.Min() - (7 * _scale);
        _step = (logs.Max() + (9 * _scale) - _first) / Steps;
        for (int i = 0; i <= Steps; i++)
        {
            double at = _first + (i * _step);
            _ended[i] = logs.Average(log => 1 / (1 + Math.Exp((log - at) / _scale)));
        }
    }

    /// <summary>The share that has ended at an age, 0 to 1.</summary>
    public double Ended(TimeSpan age)
    {
        double place = (Math.Log(Math.Max(age.TotalSeconds, 1e-6)) - _first) / _step;
        if (place <= 0)
            return 0;
        if (place >= Steps)
            return 1 - ((1 - _ended[Steps]) * Math.Exp((Steps - place) * _step / _scale));
        int below = (int)place;
        return _ended[below] + ((place - below) * (_ended[below + 1] - _ended[below]));
    }

    /// <summary>The share that is still running at an age, of those that were running at an earlier one; 0 to 1.</summary>
    /// <param name="age">The age.</param>
    /// <param name="runningAt">The earlier age.</param>
    public double Running(TimeSpan age, TimeSpan runningAt) =>
        age <= runningAt ? 1 : Math.Min(1, (1 - Ended(age)) / Math.Max(1e-12, 1 - Ended(runningAt)));

    /// <summary>The age at which a share of those has ended that were running at an earlier age.</summary>
    /// <param name="share">The share, above 0 and below 1.</param>
    /// <param name="runningAt">The earlier age; zero for all.</param>
    public TimeSpan Quantile(double share, TimeSpan runningAt)
    {
        double target = 1 - ((1 - Ended(runningAt)) * (1 - share));
        if (target >= _ended[Steps])
        {
            // Beyond all that was seen, where what runs is expected to run on for a time in proportion to its age.
            var from = TimeSpan.FromSeconds(Math.Max(runningAt.TotalSeconds, Math.Exp(_first + (Steps * _step))));
            return from * Math.Pow(1 - share, -_scale);
        }

        int above = Array.BinarySearch(_ended, target);
        above = Math.Max(1, above < 0 ? ~above : above);
        double rise = _ended[above] - _ended[above - 1];
        double part = rise <= 0 ? 1 : Math.Clamp((target - _ended[above - 1]) / rise, 0, 1);
        var age = TimeSpan.FromSeconds(Math.Exp(_first + ((above - 1 + part) * _step)));
        return age > runningAt ? age : runningAt;
    }
}
