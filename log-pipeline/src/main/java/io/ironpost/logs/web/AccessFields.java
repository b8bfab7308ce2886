package io.ironpost.logs.web;

import io.ironpost.core.event.FieldNames;

/// The names of W3C extended logs that Sigma uses for web servers, and our own beside them.
final class AccessFields {
  final int clientIp;
  final int username;
  final int method;
  final int uri;
  final int stem;
  final int query;
  final int version;
  final int status;
  final int bytes;
  final int referer;
  final int agent;
  final int host;
  final int srcIp;
  final int user;
  final int clientUri;
  final int clientAgent;
  final int message;

  AccessFields(FieldNames names) {
    clientIp = names.idOf("c-ip");
    username = names.idOf("cs-username");
    method = names.idOf("cs-method");
    uri = names.idOf("cs-uri");
    stem = names.idOf("cs-uri-stem");
    query = names.idOf("cs-uri-query");
    version = names.idOf("cs-version");
    status = names.idOf("sc-status");
    bytes = names.idOf("sc-bytes");
    referer = names.idOf("cs-referer");
    agent = names.idOf("cs-user-agent");
    host = names.idOf("cs-host");
    srcIp = names.idOf("src_ip");
    user = names.idOf("user");
    clientUri = names.idOf("c-uri");
    clientAgent = names.idOf("c-useragent");
    message = names.idOf("message");
  }
}
