namespace OffsetGuard.Testing.Fidelity;

/// <summary>All known differences. docs/fidelity.md shows the same list; a test compares them.</summary>
internal static class FidelityNotes
{
    public static IReadOnlyList<FidelityNote> All { get; } =
    [
        new(
            "FID-001",
            "Messages between clients and brokers take no time unless a fault says so, and retries come after 100, 200 ms and so on without jitter.",
            "A_commit_is_tried_three_times_while_the_coordinator_loads"),
        new(
            "FID-002",
            "Producing to an unknown topic fails at once; librdkafka waits 30 seconds for the topic to appear.",
            "An_unknown_topic_fails_at_once_instead_of_after_its_propagation_time"),
        new(
            "FID-003",
            "A fetch at the end of a log is answered when the log moves, not every 500 ms, except for the first watermarks and for enable.partition.eof.",
            "A_fetch_at_the_end_waits_for_a_record"),
        new(
            "FID-004",
            "The first join of an empty group does not wait for others (group.initial.rebalance.delay.ms is 0); Kafka waits 3 seconds.",
            "The_first_member_reads_without_an_initial_rebalance_delay"),
        new(
            "FID-005",
            "A pattern (^...) is read as a .NET regular expression; librdkafka reads a POSIX one.",
            "A_pattern_is_matched_anywhere_in_the_name_of_existing_topics"),
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
            "Under the stepped clock, delivery handlers run on the caller's thread in Poll, Flush or the next Produce; Confluent.Kafka runs them on a thread of the producer's own.",
            "A_delivery_handler_runs_in_Flush_and_never_inside_Produce"),
        new(
            "FID-009",
            "The error handler of a consumer is called only when no broker can be reached, and the log handlers never.",
            "Error_and_log_handlers_are_accepted_and_never_called"),
        new(
            "FID-010",
            "Statistics hold only what has to do with offsets.",
            "Statistics_come_at_their_interval_and_only_with_one"),
        new(
            "FID-011",
            "Several partitions are read one fetched batch after the other, in a fixed order; Kafka promises an order only within a partition.",
            "Partitions_are_read_one_batch_after_the_other"),
        new(
            "FID-012",
            "Every bootstrap.servers leads to the fake, except 127.0.0.1:1: nobody answers there.",
            "Where_nobody_answers_look_ups_end_in_their_time_and_Consume_with_nothing"),
        new(
            "FID-013",
            "By default records never expire (log.retention.ms is -1, Kafka's is seven days); a topic's retention.ms or FakeKafkaOptions.BrokerSettings changes it.",
            "Records_outlive_every_retention"),
        new(
            "FID-014",
            "Properties of librdkafka that the fake does not read are checked like the others and have no effect.",
            "A_property_that_the_fake_does_not_read_has_no_effect"),
        new(
            "FID-015",
            "A reset by auto.offset.reset happens at once; librdkafka takes about 100 ms.",
            "A_seek_beyond_the_log_end_obeys_the_reset_policy"),
        new(
            "FID-016",
            "Which partitions cooperative-sticky moves is one balanced choice among several; librdkafka may make another.",
            "The_first_member_keeps_half_and_reads_on_from_its_position"),
        new(
            "FID-017",
            "The stepped clock belongs to one thread at a time; a second one gets an exception.",
            "Two_threads_at_the_same_time_are_a_clear_error"),
        new(
            "FID-018",
            "Under the stepped clock, a call that would wait for ever throws after FakeKafkaOptions.WaitMax of virtual time.",
            "Waiting_for_ever_is_a_clear_error_instead_of_a_test_that_hangs"),
        new(
            "FID-019",
            "Brokers create no topics unless auto.create.topics.enable=true is set; Kafka's default is true.",
            "An_unknown_topic_fails_at_once_instead_of_after_its_propagation_time"),
        new(
            "FID-020",
            "DeleteRecordsAsync faults its task when the whole request is refused; the task of the real client never completes then.",
            "A_deletion_of_nothing_faults_its_task"),
        new(
            "FID-021",
            "Retention and compaction take place on a grid of their intervals, and only where they may find something to do.",
            "Nothing_is_due_while_no_topic_asks_for_retention"),
        new(
            "FID-022",
            "Topic settings that touch disks, indexes or compression are taken and described, and have no effect.",
            "A_setting_that_is_not_modelled_is_taken_and_described"),
        new(
            "FID-023",
            "Under the stepped clock, ProduceAsync sends at once and moves virtual time until its report is there; FakeKafkaOptions.HonorsLinger makes it wait for linger.ms.",
            "With_HonorsLinger_a_send_waits_for_linger_and_shares_its_batch"),
        new(
            "FID-024",
            "Committed and the start of a partition wait inside the broker while a transaction holds pending offsets; librdkafka asks again every 100 ms.",
            "A_reader_of_committed_records_waits_for_the_end_of_the_transaction"),
        new(
            "FID-025",
            "A new instance of a transactional id waits for no retry: the open transaction is aborted before the broker answers.",
            "A_new_instance_aborts_the_open_transaction_and_fences_the_old_one"),
        new(
            "FID-026",
            "Dispose on one thread ends a Consume on another, which returns nothing; the real client may corrupt its memory then.",
            "Dispose_ends_a_Consume_on_another_thread"),
        new(
            "FID-027",
            "A message that a fault loses, delays or holds leaves the others alone; on a real connection those behind it wait, and a time-out closes it.",
            "A_late_request_holds_up_no_other"),
        new(
            "FID-028",
            "Only a request whose message met a fault can time out, and its time runs from then on; librdkafka's runs from the sending of each request.",
            "A_join_that_waits_for_others_longer_than_its_timeout_is_not_given_up"),
        new(
            "FID-029",
            "Which partitions the uniform assignor moves is one balanced choice among several, made in the order of member ids and names; Kafka's order is that of hash tables.",
            "Uniform_balances_and_moves_no_more_than_it_must"),
        new(
            "FID-030",
            "With group.protocol=consumer a pattern is a .NET regular expression without back references and look-around, matched against whole names; Kafka reads RE2.",
            "Back_references_and_look_around_are_refused_as_by_RE2"),
        new(
            "FID-031",
            "With group.protocol=consumer a consumer that exceeds max.poll.interval.ms leaves its group at once, as librdkafka 2.14 does; 2.15 leaves when its partitions are given back.",
            "Whoever_is_late_loses_its_partitions_and_starts_again_at_its_commit"),
        new(
            "FID-032",
            "With group.protocol=consumer Close returns after a revoked handler that threw in the middle of a rebalance; the real client's Close hangs.",
            "Close_returns_after_a_revoked_handler_that_threw"),
        new(
            "FID-033",
            "Records of the consumer protocol in __consumer_offsets hold the names of topics beside their ids, and another hash of the subscribed topics.",
            "A_current_assignment_has_Kafkas_layout_and_the_name_of_the_topic_as_a_tag"),
        new(
            "FID-034",
            "Replication takes no time: a follower that can fetch has every record at once, and a broker that goes on or is started is part of the cluster at once (after a kill: when its former session has ended). The controller never fails.",
            "A_consumer_goes_on_when_another_broker_leads"),
        new(
            "FID-035",
            "Leaders never move back by themselves (Kafka: auto.leader.rebalance.enable, every five minutes); partition 0 prefers broker 1, partition 1 broker 2, and so on.",
            "Leaders_stay_where_they_are_until_somebody_elects"),
        new(
            "FID-036",
            "A group's members are told their parts before the replicas of its log have the generation; after a failover of just that coordinator they join again.",
            "A_member_gets_its_part_while_the_replicas_of_the_group_log_hang"),
        new(
            "FID-037",
            "Without queued.min.messages a client reads ahead as far as the log goes (librdkafka: 100,000 records or 64 MB); max.partition.fetch.bytes counts keys and values of single records, not batches.",
            "What_a_consumer_has_read_ahead_outlives_its_deletion"),
    ];
}
