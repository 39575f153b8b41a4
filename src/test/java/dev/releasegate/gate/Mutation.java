package dev.releasegate.gate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A change to the bytes of a file, of which nobody knows beforehand what it does. */
enum Mutation {
    OTHER_BIT {
        @Override
        byte[] of(byte[] content, RandomGenerator random) {
            byte[] changed = content.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            return changed;
        }
    },
    BYTE_INSERTED {
        @Override
        byte[] of(byte[] content, RandomGenerator random) {
            byte[] added = {
                random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : pick(random, " ,0\n\"{}[]".getBytes(StandardCharsets.US_ASCII))
            };
            int at = random.nextInt(content.length + 1);
            return joined(Arrays.copyOf(content, at), added, Arrays.copyOfRange(content, at, content.length));
        }
    },
    BYTES_DELETED {
        @Override
        byte[] of(byte[] content, RandomGenerator random) {
            int from = random.nextInt(content.length);
            int to = Math.min(content.length, from + 1 + random.nextInt(random.nextInt(1, 40)));
            return joined(Arrays.copyOf(content, from), Arrays.copyOfRange(content, to, content.length));
        }
    },
    LINE_DELETED {
        @Override
        byte[] of(byte[] content, RandomGenerator random) {
            List<String> lines = lines(content);
            lines.remove(random.nextInt(lines.size()));
            return bytes(String.join("", lines));
        }
    },
    LINE_DOUBLED {
        @Override
        byte[] of(byte[] content, RandomGenerator random) {
            List<String> lines = lines(content);
            lines.add(random.nextInt(lines.size() + 1), lines.get(random.nextInt(lines.size())));
            return bytes(String.join("", lines));
        }
    },
    LINES_SWAPPED {
        @Override
        byte[] of(byte[] content, RandomGenerator random) {
            List<String> lines = lines(content);
            Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
            return bytes(String.join("", lines));
        }
    },
    OTHER_NUMBER {
        @Override
        byte[] of(byte[] content, RandomGenerator random) {
            return replaced(content, NUMBER, random.nextBoolean() ? pick(random, NUMBERS) : other(random), random);
        }
    },
    OTHER_VALUE {
        @Override
        byte[] of(byte[] content, RandomGenerator random) {
            return replaced(
                    content,
                    VALUE,
                    random.nextInt(3) == 0 ? another(content, VALUE, random) : pick(random, VALUES),
                    random);
        }
    },
    OTHER_NAME {
        @Override
        byte[] of(byte[] content, RandomGenerator random) {
            return replaced(content, NAME, another(content, NAME, random), random);
        }
    },
    CUT_OFF {
        @Override
        byte[] of(byte[] content, RandomGenerator random) {
            return Arrays.copyOf(content, random.nextInt(content.length));
        }
    };

    private static final Pattern NUMBER =
            Pattern.compile("(?<=[:\" ])-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?(?=[,}\"\nm])");
    private static final Pattern VALUE =
            Pattern.compile("(?<=\" ?: ?)(\"[^\"\n]*\"|true|false|null|-?[0-9][-+.eE0-9]*|\\[\\]|\\{\\})");
    private static final Pattern NAME = Pattern.compile("\"[A-Za-z0-9]+\"(?= ?:)");

    /** Numbers that are known to break programs. */
    private static final String[] NUMBERS = {
        "0",
        "-0.0",
        "-1",
        "1",
        "1e308",
        "-1e308",
        "1e400",
        "1e-400",
        "1e999999999",
        "4.9e-324",
        "2147483647",
        "2147483648",
        "-2147483649",
        "10000000",
        "10000001",
        "9223372036854775807",
        "9223372036854775808",
        "9".repeat(900),
        "0.1",
        "NaN",
        "31556889864403199"
    };

    private static final String[] VALUES = {
        "true",
        "false",
        "null",
        "\"\"",
        "0",
        "{}",
        "[]",
        "[[]]",
        "\"PASS\"",
        "\"FAIL\"",
        "\"PASSED\"",
        "\"I0\"",
        "\"I4\"",
        "\"OURS\"",
        "\"NOT_TOLD\"",
        "\"CLOSED\"",
        "\"OPEN\"",
        "\"plain\"",
        "\"sequential\"",
        "\"poisson\"",
        "\"warmup\"",
        "\"+999999999-12-31T23:59:59.999999999Z\"",
        "\"-999999999-01-01T00:00:00Z\"",
        "\"\\ud800\"",
        "\"\\n::error::\"",
        "\"9223372036854775807ms\"",
        "\"1e9\"",
        "\"1e-320\"",
        "[".repeat(1_100)
    };

    abstract byte[] of(byte[] content, RandomGenerator random);

    /** Any of them, to content that is not empty. */
    static byte[] any(byte[] content, RandomGenerator random) {
        return values()[random.nextInt(values().length)].of(content, random);
    }

    private static String other(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> Integer.toString(random.nextInt(-1, 1_000));
            case 1 -> Double.toString(random.nextDouble(0, 1_000));
            default -> Long.toString(random.nextLong());
        };
    }

    private static byte[] replaced(byte[] content, Pattern what, String with, RandomGenerator random) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        List<MatchResult> found = what.matcher(text).results().toList();
        if (found.isEmpty()) {
            return content;
        }
        MatchResult chosen = found.get(random.nextInt(found.size()));
        return bytes(text.substring(0, chosen.start()) + with + text.substring(chosen.end()));
    }

    /** What stands elsewhere in the same file. */
    private static String another(byte[] content, Pattern what, RandomGenerator random) {
        List<MatchResult> found = what.matcher(new String(content, StandardCharsets.ISO_8859_1))
                .results()
                .toList();
        return found.isEmpty()
                ? "null"
                : found.get(random.nextInt(found.size())).group();
    }

    private static String pick(RandomGenerator random, String[] from) {
        return from[random.nextInt(from.length)];
    }

    private static byte pick(RandomGenerator random, byte[] from) {
        return from[random.nextInt(from.length)];
    }

    private static List<String> lines(byte[] content) {
        return new ArrayList<>(List.of(new String(content, StandardCharsets.ISO_8859_1).split("(?<=\n)")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
