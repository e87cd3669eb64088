namespace OffsetGuard.Broker.Log;

internal sealed partial class PartitionLog
{
    private LogContent? _content;

    /// <summary>
    /// What the log holds, as a hash. It is worked out when it is asked for, and goes on from where it was: appending costs nothing, and each
    /// record is read once.
    /// </summary>
    public LogContent Content
    {
        get
        {
            if (_content is null || _content.StartOffset != LogStartOffset)
                _content = new LogContent(LogStartOffset);   // what went does not count any more
            while (Read(_content.EndOffset, LogEndOffset) is { IsEmpty: false } slice)
                _content.Add(slice);
            return _content;
        }
    }
}
