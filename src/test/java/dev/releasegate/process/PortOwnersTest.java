package dev.releasegate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class PortOwnersTest {
    /** Listens on the port that another socket already has, says so, and stays. */
    private static final String SHARE = """
            import socket, sys
            s = socket.socket()
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            s.bind(("127.0.0.1", int(sys.argv[1])))
            s.listen()
            print(s.getsockname()[1], flush=True)
            sys.stdin.read()
            """;

    @Test
    void who_listens_is_told() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PortOwners.Told told = assertInstanceOf(PortOwners.Told.class, PortOwners.listening(socket.getLocalPort()));

            assertThat(told.owners()).singleElement().isEqualTo(ProcessIdentity.ofThisProcess());
        }
    }

    @Test
    void nobody_listens_on_a_port_that_was_given_back() throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = socket.getLocalPort();
        socket.close();

        assertThat(PortOwners.listening(port)).isEqualTo(new PortOwners.Told(Set.of()));
    }

    @Test
    void two_that_share_a_port_are_both_told() throws Exception {
        Process first = share(0);
        try (BufferedReader output = first.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            Assumptions.assumeTrue(line != null, "there is no python3");
            int port = Integer.parseInt(line);
            Process second = share(port);
            try (BufferedReader secondOutput = second.inputReader(StandardCharsets.UTF_8)) {
                assertThat(secondOutput.readLine()).isEqualTo(Integer.toString(port));
                PortOwners.Told told = assertInstanceOf(PortOwners.Told.class, PortOwners.listening(port));

                assertThat(told.owners())
                        .extracting(ProcessIdentity::pid)
                        .containsExactlyInAnyOrder(first.pid(), second.pid());
            } finally {
                second.destroyForcibly().waitFor();
            }
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    private static Process share(int port) throws IOException {
        return new ProcessBuilder(List.of("python3", "-c", SHARE, Integer.toString(port))).start();
    }
}
