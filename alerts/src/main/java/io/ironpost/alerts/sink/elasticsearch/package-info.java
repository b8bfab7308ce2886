/// Alerts as documents of Elasticsearch or OpenSearch.
@NullMarked
package io.ironpost.alerts.sink.elasticsearch;

import org.jspecify.annotations.NullMarked;
