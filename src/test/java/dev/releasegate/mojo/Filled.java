package dev.releasegate.mojo;

import java.lang.reflect.Field;

/** Fills the fields of a parameter as Maven does: by their names, whatever their visibility. */
final class Filled {
    private Filled() {}

    static <T> T with(T parameter, String name, Object value) throws ReflectiveOperationException {
        Field field = field(parameter.getClass(), name);
        field.setAccessible(true);
        field.set(parameter, value);
        return parameter;
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
