/**
 * What takes alerts: webhooks, chats, a command, mail, Alertmanager. Each sends one alert at a time on the thread that calls
 * it, within a time limit. Secrets are in no message and no log line.
 */
@NullMarked
package dev.x0xtest.serve.alert.sink;

import org.jspecify.annotations.NullMarked;
