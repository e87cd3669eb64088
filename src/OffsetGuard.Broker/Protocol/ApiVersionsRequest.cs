namespace OffsetGuard.Broker.Protocol;

/// <summary>The first thing said on a new connection: is somebody there?</summary>
internal sealed record ApiVersionsRequest : Request
{
    public override Reply Refuse(ErrorCode error) => new ApiVersionsReply(error);

    public override string Describe() => "ApiVersions";
}

/// <summary>Somebody is.</summary>
internal sealed record ApiVersionsReply(ErrorCode Error) : Reply(Error);

/// <summary>Answers for a broker that is there.</summary>
internal sealed class ApiVersionsHandler : RequestHandler<ApiVersionsRequest>
{
    protected override Decision Decide(in Call call, ApiVersionsRequest request, DateTimeOffset now) =>
        Decision.Answer(new ApiVersionsReply(ErrorCode.None));
}
