package dev.releasegate.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    private final List<String> received = new ArrayList<>();
    private final Lines lines = new Lines(received::add);

    @Test
    void a_line_ends_where_a_line_end_is_and_not_where_a_chunk_ends() {
        add("listening on po");
        assertThat(received).isEmpty();
        add("rt 8080\nready\n");
        assertThat(received).containsExactly("listening on port 8080", "ready");
    }

    @Test
    void a_character_may_be_cut_by_the_end_of_a_chunk() {
        byte[] euro = "€\n".getBytes(StandardCharsets.UTF_8);
        lines.add(euro, 1);
        lines.add(new byte[] {euro[1], euro[2], euro[3]}, 3);
        assertThat(received).containsExactly("€");
    }

    @Test
    void line_ends_of_windows_are_line_ends_and_empty_lines_are_lines() {
        add("one\r\n\r\ntwo\n");
        assertThat(received).containsExactly("one", "", "two");
    }

    @Test
    void only_the_counted_bytes_of_a_chunk_are_taken() {
        lines.add("one\nleft over from before".getBytes(StandardCharsets.UTF_8), 4);
        lines.finish();
        assertThat(received).containsExactly("one");
    }

    @Test
    void a_last_line_without_an_end_is_a_line() {
        add("Exception in thread");
        lines.finish();
        lines.finish();
        assertThat(received).containsExactly("Exception in thread");
    }

    @Test
    void a_line_of_more_than_64_kibibytes_comes_in_pieces() {
        add("x".repeat(2 * Lines.LONGEST + 1) + "\n");
        assertThat(received.stream().map(String::length)).containsExactly(65_536, 65_536, 1);
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lines.add(bytes, bytes.length);
    }
}
