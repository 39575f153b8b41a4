package dev.releasegate.release;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.maven.shared.release.config.ReleaseDescriptor;

/** The same release with other goals to perform; everything else is asked of, and told to, the release itself. */
final class OtherGoals {
    private OtherGoals() {}

    static ReleaseDescriptor of(ReleaseDescriptor release, String goals) {
        return (ReleaseDescriptor) Proxy.newProxyInstance(
                ReleaseDescriptor.class.getClassLoader(),
                new Class<?>[] {ReleaseDescriptor.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getPerformGoals")) {
                        return goals;
                    }
                    try {
                        return method.invoke(release, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }
}
