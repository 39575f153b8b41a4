package dev.releasegate.probe;

import dev.releasegate.record.ErrorReason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;

/** Says in the words of the vocabulary why there was no answer. */
final class TransportFailure {
    private TransportFailure() {}

    static ErrorReason reason(IOException failure) {
        if (failure instanceof ConnectTimeoutException) {
            return ErrorReason.CONNECT_TIMEOUT;
        }
        if (failure instanceof SocketTimeoutException) {
            return ErrorReason.READ_TIMEOUT;
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return ErrorReason.CONNECTION_REFUSED;
        }
        if (failure instanceof UnknownHostException) {
            return ErrorReason.DNS_FAILURE;
        }
        if (failure instanceof SSLException) {
            return ErrorReason.TLS_FAILURE;
        }
        return isMalformed(failure) ? ErrorReason.BODY_INVALID : ErrorReason.CONNECTION_RESET;
    }

    /** There was an answer, but it is no HTTP, or not what its own headers say. */
    private static boolean isMalformed(IOException failure) {
        return failure instanceof ClientProtocolException
                || failure instanceof MalformedChunkCodingException
                || failure instanceof MessageConstraintException
                || failure instanceof AnswerReading.AnswerTooLongException
                || failure instanceof ProbeConnection.UnaskedAnswerException;
    }
}
