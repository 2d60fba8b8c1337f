package io.outrider.store;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database whose connection breaks while a COMMIT is answered: once, before or behind it; and which cannot be reached for a while then. */
final class AnswerLost implements DataSource {

    /** What the next COMMIT meets. */
    enum Fault {
        NONE,
        BEFORE,
        BEHIND
    }

    private final DataSource database;
    private Fault next = Fault.NONE;
    private int unreachable;

    AnswerLost(DataSource database) {
        this.database = database;
    }

    /** @param times how often nobody can connect afterwards */
    void meet(Fault fault, int times) {
        next = fault;
        unreachable = times;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (next == Fault.NONE && unreachable > 0) {
            unreachable--;
            throw new SQLException("synthetic: away");
        }
        Connection connection = database.getConnection();
        return (Connection) Proxy.newProxyInstance(
                AnswerLost.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit") && next != Fault.NONE) {
                        if (next == Fault.BEHIND) {
                            connection.commit();
                        }
                        next = Fault.NONE;
                        connection.close();
                        throw new SQLException("synthetic: the answer is lost");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
