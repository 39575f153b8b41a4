package dev.releasegate.mojo;

/** The configuration of the plugin is wrong; the message names the parameter, the fault, and what would be right. */
final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1;

    ConfigurationException(String message) {
        super(message);
    }
}
