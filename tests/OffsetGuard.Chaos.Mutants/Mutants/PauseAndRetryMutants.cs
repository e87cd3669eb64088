using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class PauseAndRetryMutants
{
    [Mutant("seek missing after failure", "pauses, and does not go back to the order that failed", Takes.HandlerFailure, "at-least-once", "progress")]
    private sealed class DoesNotGoBack(ProcessContext context) : PauseAndRetry(context)
    {
        protected override void Rewind(Consumer consumer, Order order)
        {
        }
    }

    [Mutant("seek to wrong offset", "goes on behind the order that failed", Takes.HandlerFailure, "at-least-once", "progress")]
    private sealed class GoesOnBehind(ProcessContext context) : PauseAndRetry(context)
    {
        protected override void Rewind(Consumer consumer, Order order) => consumer.Seek(After(order));
    }

    [Mutant("pause without resume", "never resumes", Takes.HandlerFailure, "progress")]
    private sealed class NeverResumes(ProcessContext context) : PauseAndRetry(context)
    {
        protected override void Resume(Consumer consumer, TopicPartition partition) => ResumeAt.Remove(partition);
    }

    [Mutant("pause without resume", "pauses everything and resumes what has failed", Takes.HandlerFailure, "progress")]
    private sealed class PausesEverything(ProcessContext context) : PauseAndRetry(context)
    {
        protected override void Postpone(Consumer consumer, Order order)
        {
            base.Postpone(consumer, order);
            consumer.Pause(consumer.Assignment);
        }
    }

    [Mutant("pause without resume", "forgets in a rebalance what it has paused, which the client does not", Takes.Rebalance, "progress")]
    private sealed class ForgetsWhatItHasPaused(ProcessContext context) : PauseAndRetry(context)
    {
        protected override void GiveUp(Consumer consumer, List<TopicPartitionOffset> gone) => ResumeAt.Clear();
    }

    [Mutant("commit of a failure", "commits its position before it goes back, so that nothing is repeated", Takes.HandlerFailure, "at-least-once", "commit-ahead")]
    private sealed class CommitsItsPosition(ProcessContext context) : PauseAndRetry(context)
    {
        protected override void Postpone(Consumer consumer, Order order)
        {
            consumer.Commit();
            base.Postpone(consumer, order);
        }
    }

    [Mutant("swallow + commit", "postpones an order and commits it", Takes.HandlerFailure, "at-least-once", "commit-ahead")]
    private sealed class CommitsWhatIsPostponed(ProcessContext context) : PauseAndRetry(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                Handle(order);
            }
            catch (InjectedFailureException)
            {
                Postpone(consumer, order);
            }

            consumer.Commit(order);
        }
    }
}
