using OffsetGuard.Approval;
using OffsetGuard.Broker.Tests.Scenarios;

namespace OffsetGuard.Broker.Tests.Groups;

public sealed class GroupTranscriptTests
{
    [Fact]
    public void Two_members_share_commit_expire_and_leave() => Approve.Text(new Transcript("billing").Run(
        """
        join m1
        commit m1 orders[0] 1
        sync m1 m1=orders[0] m1=orders[1]
        fetch orders[0] 0
        produce orders[0] a b c
        commit m1 orders[0] 2
        join m2
        heartbeat m1
        commit m1 orders[0] 3
        join m1
        commit m1 orders[0] 3 generation=1
        sync m2
        sync m1 m1=orders[0] m2=orders[1]
        commit m2 orders[0] 1
        committed orders[0]
        committed orders[1]
        advance 8s
        heartbeat m1
        advance 3s
        heartbeat m2
        heartbeat m1
        join m1
        sync m1 m1=orders[0] m1=orders[1]
        leave m1
        commit m1 orders[0] 9 generation=4
        committed orders[0]
        """));
}
