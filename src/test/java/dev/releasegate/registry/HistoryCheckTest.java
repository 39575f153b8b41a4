package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.releasegate.registry.Operation.Failed;
import dev.releasegate.registry.Operation.Missing;
import dev.releasegate.registry.Operation.Put;
import dev.releasegate.registry.Operation.Refused;
import dev.releasegate.registry.Operation.Seen;
import dev.releasegate.registry.Operation.Stored;
import dev.releasegate.registry.Operation.Unsure;
import dev.releasegate.registry.Violation.Kind;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Histories made by hand. A PUT is named by the letter that is its digest; all times are nanoseconds. */
class HistoryCheckTest {
    private static final String URN = "urn:example:a";
    private static final int NONE_YET = 0;

    @Test
    void nothing_at_all_is_linearizable() {
        assertThat(HistoryCheck.of(List.of()).counts()).isEqualTo(HistoryCheck.Counts.NONE);
    }

    @Test
    void one_after_the_other_is_linearizable() {
        HistoryCheck check = check(
                missing(0, 1), stored("a", 1, 2, 3), seen("a", 1, 4, 5), stored("b", 2, 6, 7), seen("b", 2, 8, 9));
        assertThat(check.violations()).isEmpty();
        assertThat(check.counts()).isEqualTo(new HistoryCheck.Counts(1, 2, 2, 0, 0, 0, 0, 3, 0));
    }

    @Test
    void what_overlaps_may_have_happened_in_any_order() {
        accept(
                stored("a", 2, 0, 100),
                stored("b", 1, 0, 100),
                seen("b", 1, 1, 99),
                seen("a", 2, 1, 99),
                missing(5, 50),
                seen("b", 1, 50, 60),
                seen("a", 2, 98, 120));
    }

    @Test
    void a_lost_update_is_refused() {
        refuse(Kind.DUPLICATE, stored("a", 1, 0, 1), over("b", 1, 2, 2, 9), over("c", 1, 2, 2, 9));
        refuse(Kind.LOST, stored("a", 1, 0, 1), over("b", 1, 2, 2, 9), over("c", 1, 2, 2, 9), seen("b", 2, 10, 11));
    }

    @Test
    void an_if_match_that_replaced_another_version_is_refused() {
        refuse(Kind.PRECONDITION, stored("a", 1, 0, 1), stored("b", 2, 2, 3), over("c", 1, 3, 4, 5));
        refuse(Kind.PRECONDITION, stored("a", 1, 0, 1), over("b", NONE_YET, 2, 2, 3));
        refuse(Kind.PRECONDITION, stored("a", 1, 0, 1), unsure("b", 7, 2), seen("b", 2, 5, 6));
    }

    @Test
    void a_read_of_a_version_older_than_one_acknowledged_before_is_refused() {
        refuse(Kind.STALE, stored("a", 1, 0, 1), stored("b", 2, 2, 3), seen("a", 1, 4, 5), seen("b", 2, 6, 7));
        refuse(Kind.STALE, stored("a", 1, 0, 1), missing(2, 3), seen("a", 1, 6, 7));
    }

    @Test
    void a_read_of_a_version_older_than_one_read_before_is_refused() {
        refuse(Kind.STALE, stored("a", 1, 0, 1), stored("b", 2, 2, 99), seen("b", 2, 3, 4), seen("a", 1, 5, 6));
        accept(stored("a", 1, 0, 1), stored("b", 2, 2, 99), seen("b", 2, 3, 4), seen("a", 1, 4, 6));
    }

    @Test
    void a_read_in_time_does_not_excuse_that_two_others_cannot_both_be() {
        // b cannot be there from 10 on for the one and not yet at 20 for the other
        refuse(
                Kind.STALE,
                stored("a", 1, 0, 1),
                stored("b", 2, 5, 40),
                stored("c", 3, 5, 40),
                seen("c", 3, 8, 10),
                seen("b", 2, 20, 30));
    }

    @Test
    void versions_against_the_order_of_their_puts_are_refused() {
        refuse(Kind.STALE, stored("a", 2, 0, 1), stored("b", 1, 2, 3));
        refuse(Kind.STALE, seen("a", 1, 0, 1), stored("a", 1, 2, 3));
    }

    @Test
    void a_torn_read_is_refused() {
        refuse(Kind.TORN, stored("a", 1, 0, 1), read(new Seen(1, "a", "b"), 2, 3));
    }

    @Test
    void one_version_of_two_puts_is_refused() {
        refuse(Kind.DUPLICATE, stored("a", 1, 0, 1), stored("b", 1, 2, 3));
        refuse(Kind.DUPLICATE, stored("a", 1, 0, 9), unsure("b", 0), seen("b", 1, 2, 3));
    }

    @Test
    void two_versions_of_one_put_are_refused() {
        refuse(Kind.DUPLICATE, stored("a", 1, 0, 1), seen("a", 2, 2, 3));
    }

    @Test
    void a_version_that_nobody_can_have_written_is_refused() {
        refuse(Kind.GAP, stored("a", 1, 0, 1), stored("b", 3, 2, 3));
        refuse(Kind.GAP, stored("a", 2, 0, 1));
        refuse(Kind.GAP, stored("a", 1, 0, 1), stored("b", 3, 2, 3), unsure("c", 4));
        refuse(Kind.GAP, stored("a", 1, 0, 1), stored("b", 4, 2, 3), unsure("c", 1));
        refuse(Kind.GAP, stored("a", 1, 0, 1), stored("b", 3, 2, 3), unsure("c", 5, 1));
    }

    @Test
    void a_put_of_unknown_outcome_may_be_the_version_that_is_missing() {
        HistoryCheck check = check(
                stored("a", 1, 0, 1),
                unsure("b", 2),
                unsure("c", 2, 3),
                stored("d", 4, 4, 5),
                unsure("e", 4),
                seen("d", 4, 6, 7));
        assertThat(check.violations()).isEmpty();
        assertThat(check.counts()).isEqualTo(new HistoryCheck.Counts(1, 4, 2, 0, 0, 2, 1, 1, 0));
    }

    @Test
    void which_of_several_unknown_ones_became_a_version_is_chosen_so_that_it_fits() {
        // c can only be version 3, and only a, which began first, can have been version 1 by 4
        accept(
                unsure("b", 5),
                unsure("a", 0),
                unsure("c", 2, 5),
                seen("z", 4, 9, 10),
                put("z", 4, 3, 8),
                refused("y", NONE_YET, 2, 4));
        refuse(
                Kind.GAP,
                unsure("b", 5),
                unsure("c", 2, 5),
                unsure("a", 5),
                put("z", 4, 3, 8),
                refused("y", NONE_YET, 2, 4));
    }

    @Test
    void a_put_of_unknown_outcome_may_take_effect_at_any_later_time_or_never() {
        accept(unsure("a", 0), missing(100, 101), seen("a", 1, 200, 201), unsure("b", 0), seen("a", 1, 300, 301));
        refuse(Kind.STALE, unsure("a", 0), seen("a", 1, 200, 201), missing(300, 301));
    }

    @Test
    void a_digest_that_nobody_put_is_refused() {
        refuse(Kind.PHANTOM, stored("a", 1, 0, 1), seen("z", 2, 2, 3));
    }

    @Test
    void a_put_that_was_refused_and_yet_is_there_is_refused() {
        refuse(Kind.PHANTOM, stored("a", 1, 0, 1), refused("b", NONE_YET, 2, 3), seen("b", 2, 4, 5));
    }

    @Test
    void a_put_that_failed_and_yet_is_there_is_refused() {
        Operation failed = new Operation(URN, 2, 3, new Failed(new Put("b", OptionalLong.empty())));
        accept(stored("a", 1, 0, 1), failed, seen("a", 1, 4, 5));
        refuse(Kind.PHANTOM, stored("a", 1, 0, 1), failed, seen("b", 2, 4, 5));
        refuse(Kind.GAP, stored("a", 1, 0, 1), failed, stored("c", 3, 4, 5));
    }

    @Test
    void a_refusal_without_a_reason_is_refused() {
        accept(stored("a", 1, 0, 5), refused("b", NONE_YET, 1, 2));
        accept(stored("a", 1, 0, 1), stored("b", 2, 2, 9), refused("c", 1, 3, 4), missing(0, 0));
        refuse(Kind.STALE, stored("a", 1, 5, 6), refused("b", NONE_YET, 1, 2));
        refuse(Kind.GAP, refused("b", NONE_YET, 1, 2), missing(3, 4));
        refuse(Kind.GAP, stored("a", 1, 0, 1), refused("b", 1, 2, 3));
    }

    @Test
    void an_acknowledged_put_that_is_gone_in_the_end_is_counted_as_lost() {
        HistoryCheck check =
                check(stored("a", 1, 0, 1), stored("b", 2, 2, 3), stored("c", 3, 4, 5), seen("a", 1, 6, 7));
        assertThat(check.counts().lost()).isEqualTo(2);
        assertThat(check.count(Kind.LOST)).isEqualTo(2);
        assertThat(check.violations())
                .last()
                .hasToString("LOST urn:example:a: Stored[put=Put[digest=c,"
                        + " over=OptionalLong.empty], version=3] from 4 to 5, but in the end"
                        + " Seen[version=1, digest=a, contentDigest=a] from 6 to 7");
        assertThat(check(stored("a", 1, 0, 1), missing(6, 7)).counts().lost()).isEqualTo(1);
    }

    @Test
    void urns_are_judged_each_by_itself() {
        Operation other = new Operation("urn:example:b", 0, 1, new Stored(new Put("a", OptionalLong.empty()), 1));
        accept(stored("a", 1, 0, 1), other);
        assertThat(HistoryCheck.of(List.of(stored("a", 1, 0, 1), other))
                        .counts()
                        .urns())
                .isEqualTo(2);
    }

    @Test
    void two_puts_that_cannot_be_told_apart_are_a_fault_of_the_history() {
        assertThatThrownBy(() -> check(stored("a", 1, 0, 1), unsure("a", 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two PUTs on urn:example:a have the digest a");
    }

    private static void accept(Operation... operations) {
        assertThat(check(operations).violations()).isEmpty();
    }

    private static void refuse(Kind kind, Operation... operations) {
        assertThat(check(operations).violations()).extracting(Violation::kind).contains(kind);
    }

    private static HistoryCheck check(Operation... operations) {
        return HistoryCheck.of(Stream.of(operations).toList());
    }

    private static Operation stored(String digest, long version, long begin, long end) {
        return put(digest, version, begin, end);
    }

    private static Operation put(String digest, long version, long begin, long end) {
        return new Operation(URN, begin, end, new Stored(new Put(digest, OptionalLong.empty()), version));
    }

    private static Operation over(String digest, long over, long version, long begin, long end) {
        return new Operation(URN, begin, end, new Stored(new Put(digest, OptionalLong.of(over)), version));
    }

    private static Operation refused(String digest, long over, long begin, long end) {
        return new Operation(URN, begin, end, new Refused(new Put(digest, OptionalLong.of(over))));
    }

    private static Operation unsure(String digest, long begin) {
        return new Operation(URN, begin, Operation.NEVER, new Unsure(new Put(digest, OptionalLong.empty())));
    }

    private static Operation unsure(String digest, long over, long begin) {
        return new Operation(URN, begin, Operation.NEVER, new Unsure(new Put(digest, OptionalLong.of(over))));
    }

    private static Operation seen(String digest, long version, long begin, long end) {
        return read(new Seen(version, digest, digest), begin, end);
    }

    private static Operation missing(long begin, long end) {
        return read(new Missing(), begin, end);
    }

    private static Operation read(Operation.Outcome outcome, long begin, long end) {
        return new Operation(URN, begin, end, outcome);
    }
}
