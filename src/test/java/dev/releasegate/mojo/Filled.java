package dev.releasegate.mojo;

import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Field;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.codehaus.plexus.configuration.xml.XmlPlexusConfiguration;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** Fills the fields of a parameter as Maven does: by their names, whatever their visibility. */
final class Filled {
    private Filled() {}

    static <T> T with(T parameter, String name, Object value) throws ReflectiveOperationException {
        Field field = field(parameter.getClass(), name);
        field.setAccessible(true);
        field.set(parameter, value);
        return parameter;
    }

    /** An element as Maven hands it in. */
    static PlexusConfiguration element(String xml) throws IOException, XmlPullParserException {
        return new XmlPlexusConfiguration(Xpp3DomBuilder.build(new StringReader(xml)));
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            Class<?> parent = type.getSuperclass();
            if (parent == null) {
                throw e;
            }
            return field(parent, name);
        }
    }
}
