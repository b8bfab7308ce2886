/// Alerts as records of a Kafka topic. Nothing of Kafka is loaded before the first delivery.
@NullMarked
package io.ironpost.alerts.sink.kafka;

import org.jspecify.annotations.NullMarked;
