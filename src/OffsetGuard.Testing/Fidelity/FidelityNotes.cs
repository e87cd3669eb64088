namespace OffsetGuard.Testing.Fidelity;

/// <summary>All known differences. docs/fidelity.md shows the same list; a test compares them.</summary>
internal static class FidelityNotes
{
    public static IReadOnlyList<FidelityNote> All { get; } =
    [
        new(
            "FID-001",
            "Messages between clients and brokers take no time, and retries of librdkafka are left out: what fails for good fails at once.",
            "An_unknown_partition_fails_the_call_and_the_others_are_committed"),
        new(
            "FID-002",
            "Producing to an unknown topic fails at once; librdkafka waits 30 seconds for the topic to appear.",
            "An_unknown_topic_fails_at_once_instead_of_after_its_propagation_time"),
        new(
            "FID-003",
            "A fetch at the end of a log is answered when the log moves, not every 500 ms, unless enable.partition.eof is set.",
            "A_fetch_at_the_end_waits_for_a_record"),
        new(
            "FID-004",
            "The first join of an empty group waits FakeKafkaOptions.InitialRebalanceDelay, by default zero; Kafka waits 3 seconds.",
            "The_first_member_reads_without_an_initial_rebalance_delay"),
        new(
            "FID-005",
            "The initial rebalance delay has a fixed length; Kafka extends it while members keep arriving.",
            "The_first_join_waits_the_initial_rebalance_delay_for_others"),
        new(
            "FID-006",
            "Member ids are the client's name and a counter, so assignors order members by the time they joined; Kafka's ids are random.",
            "A_new_member_is_first_given_an_id"),
        new(
            "FID-007",
            "Records without a key go to the partitions in turn; librdkafka stays with a random partition for a while.",
            "Records_without_a_key_go_from_partition_to_partition"),
        new(
            "FID-008",
            "Delivery handlers run on the caller's thread in Poll, Flush or the next Produce; librdkafka runs them on a thread of its own.",
            "A_delivery_handler_runs_in_Flush_and_never_inside_Produce"),
        new(
            "FID-009",
            "The error handler of a consumer is never called, and the log handlers neither; there is no network to report on.",
            "Error_and_log_handlers_are_accepted_and_never_called"),
        new(
            "FID-010",
            "max.poll.interval.ms limits how long a rebalance waits for a member; a member that does not poll is not expelled by it otherwise.",
            "A_consumer_that_does_not_poll_stays_a_member"),
        new(
            "FID-011",
            "Several partitions are read one fetched batch after the other, in a fixed order; Kafka promises an order only within a partition.",
            "Partitions_are_read_one_batch_after_the_other"),
        new(
            "FID-012",
            "Metadata is read when a group is joined: a subscribed topic that is created later is found at the next rebalance only.",
            "A_topic_that_is_created_after_the_subscription_is_found_at_the_next_rebalance"),
        new(
            "FID-013",
            "Records and committed offsets never expire.",
            "Records_and_committed_offsets_outlive_every_retention"),
        new(
            "FID-014",
            "Configuration keys that the fake does not read, also unknown ones, are accepted and have no effect.",
            "A_key_that_the_fake_does_not_read_has_no_effect"),
        new(
            "FID-015",
            "A reset by auto.offset.reset happens at once; librdkafka takes about 100 ms.",
            "A_seek_beyond_the_log_end_obeys_the_reset_policy"),
        new(
            "FID-016",
            "A member that never sends SyncGroup stays as long as it sends heartbeats; Kafka removes it after the rebalance timeout.",
            "A_member_that_never_syncs_stays_as_long_as_it_sends_heartbeats"),
        new(
            "FID-017",
            "The stepped clock belongs to one thread at a time; a second one gets an exception.",
            "Two_threads_at_the_same_time_are_a_clear_error"),
        new(
            "FID-018",
            "A call that would wait for ever throws after FakeKafkaOptions.WaitMax of virtual time.",
            "Waiting_for_ever_is_a_clear_error_instead_of_a_test_that_hangs"),
        new(
            "FID-019",
            "ProduceAsync sends at once and moves virtual time until its report is there; FakeKafkaOptions.HonorsLinger makes it wait for linger.ms.",
            "With_HonorsLinger_a_send_waits_for_linger_and_shares_its_batch"),
        new(
            "FID-020",
            "Committed and the start of a partition wait inside the broker while a transaction holds pending offsets; librdkafka asks again every 100 ms.",
            "A_reader_of_committed_records_waits_for_the_end_of_the_transaction"),
        new(
            "FID-021",
            "A new instance of a transactional id waits for no retry: the open transaction is aborted before the broker answers.",
            "A_new_instance_aborts_the_open_transaction_and_fences_the_old_one"),
    ];
}
