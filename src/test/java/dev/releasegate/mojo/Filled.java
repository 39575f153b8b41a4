package dev.releasegate.mojo;

import java.lang.reflect.Field;

/** Fills the fields of a parameter as Maven does: by their names, whatever their visibility. */
final class Filled {
    private Filled() {}

    static <T> T with(T parameter, String name, Object value) throws ReflectiveOperationException {
        Field field = parameter.getClass().getDeclaredField(name);
        field.setAccessible(true);
        field.set(parameter, value);
        return parameter;
    }
}
