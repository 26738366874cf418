package dev.x0xtest.local.defect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;

/**
 * Loads all classes of this project anew, with defects in some of them. Everything else comes from the class loader of the
 * tests.
 */
public final class DefectLoader extends ClassLoader {
    private static final String OURS = "dev.x0xtest.";

    private final Map<String, byte[]> defective = new HashMap<>();

    static {
        registerAsParallelCapable();
    }

    private DefectLoader(List<Defect> defects) {
        super("defects", DefectLoader.class.getClassLoader());
        ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(getParent());
        TypePool types = TypePool.Default.of(locator);
        for (Defect defect : defects) {
            defect.changes().forEach((type, change) -> {
                var builder = new ByteBuddy()
                        .with(TypeValidation.DISABLED)
                        .redefine(types.describe(type).resolve(), locator);
                defective.put(type, change.apply(builder).make().getBytes());
            });
        }
    }

    /** The same program with this defect. */
    public static DefectLoader with(Defect... defects) {
        return new DefectLoader(List.of(defects));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? define(name) : known;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] changed = defective.get(name);
        byte[] bytes = changed == null ? read(name) : changed;
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] read(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the class " + name, e);
        }
    }

    /** Calls a static method of a class as this loader has it. Its arguments and its result are no types of ours. */
    public Object call(Class<?> type, String method, Object... arguments) {
        try {
            for (Method each : loadClass(type.getName()).getDeclaredMethods()) {
                if (each.getName().equals(method)) {
                    each.setAccessible(true);
                    return each.invoke(null, arguments);
                }
            }
            throw new IllegalArgumentException(type + " has no method " + method);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method + " failed: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
