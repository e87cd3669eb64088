using Confluent.Kafka;
using OffsetGuard.Chaos;
using static ChaosTests.Orders;

namespace ChaosTests;

public sealed class NativeLibraryTests
{
    [Fact]
    public void A_chaos_test_loads_no_native_library()
    {
        Chaos.Test(With(Loop(ProcessThenCommit)));

        Assert.False(Library.IsLoaded);
    }
}
