#include <filesystem>
#include <system_error>

#include "config/base_url.hpp"
#include "config/keys.hpp"
#include "config/secrets.hpp"
#include "config/sections.hpp"
#include "config/values.hpp"

namespace bridge::config {

namespace {

using std::chrono::hours;

constexpr std::size_t kKiB = 1U << 10U;
constexpr std::size_t kMiB = 1U << 20U;
constexpr std::size_t kGiB = 1U << 30U;
constexpr std::size_t kMaxPem = kMiB;

struct ServerDraft {
  Server& server;
  std::optional<Placed> certificate{};
  std::optional<Placed> key{};
  std::optional<Placed> client_ca{};
};

struct Listen {
  std::string host;  ///< an IPv6 address in its brackets
  std::uint16_t port;

  [[nodiscard]] std::string address() const { return host.front() == '[' ? host.substr(1, host.size() - 2) : host; }
};

// HOST:PORT, an IPv6 address in brackets.
std::optional<Listen> as_listen(const Field& field, const char* expected) {
  const std::string* text = as_text(field, expected);
  if (text == nullptr) return std::nullopt;
  const std::size_t colon = text->rfind(':');
  const auto port = colon == std::string::npos ? std::nullopt : parse_port(std::string_view(*text).substr(colon + 1));
  const UrlOrWrong parsed = parse_url("http://" + *text);
  if (!port || !parsed.url || !parsed.url->path.empty()) {
    field.unexpected(expected, in_quotes(*text));
    return std::nullopt;
  }
  return Listen{parsed.url->host, static_cast<std::uint16_t>(*port)};
}

void read_listen(const Field& field, ServerDraft& draft) {
  const auto listen = as_listen(field, "HOST:PORT such as \"127.0.0.1:8080\" or \"[::1]:8080\"");
  if (!listen) return;
  draft.server.address = listen->address();
  draft.server.port = listen->port;
}

void read_admin_listen(const Field& field, ServerDraft& draft) {
  constexpr const char* kExpected = "HOST:PORT of a loopback address such as \"127.0.0.1:8081\" or \"[::1]:8081\"";
  const auto listen = as_listen(field, kExpected);
  if (!listen) return;
  if (!is_loopback(listen->host)) {
    return field.unexpected(kExpected,
                            "another host; health, commands and the console never listen on a public address");
  }
  draft.server.admin_address = listen->address();
  draft.server.admin_port = listen->port;
}

void read_server_url(const Field& field, Server& server) {
  const std::string* text = as_text(field, "a URL");
  if (text == nullptr) return;
  const UrlOrWrong parsed = parse_url(*text);
  if (!parsed.url) return field.problem(parsed.wrong);
  server.base_url = *text;
}

void read_state_dir(const Field& field, Server& server) {
  const std::string* text = as_text(field);
  if (text == nullptr) return;
  if (text->empty()) return field.unexpected("a directory", "an empty string");
  const std::string path = field.context.resolve(*text);
  std::error_code error;
  if (std::filesystem::exists(path, error) && !std::filesystem::is_directory(path, error)) {
    return field.unexpected("a directory, or a path where one can be made", "something else there");
  }
  server.state_dir = path;
}

const Key<Limits> kLimitKeys[] = {
    {"max_body", [](const Field& f, Limits& l) { read_size(f, kKiB, kGiB, l.max_body); }},
    {"max_target", [](const Field& f, Limits& l) { read_size(f, 256, kMiB, l.max_target); }},
    {"max_headers", [](const Field& f, Limits& l) { read_size(f, kKiB, kMiB, l.max_headers); }},
    {"max_buffered", [](const Field& f, Limits& l) { read_size(f, kKiB, 64 * kGiB, l.max_buffered); }},
    {"max_connections",
     [](const Field& f, Limits& l) {
       if (const auto number = as_integer(f, 1, 1'000'000)) l.max_connections = static_cast<std::size_t>(*number);
     }},
    {"header_timeout",
     [](const Field& f, Limits& l) { read_duration(f, Milliseconds(1), hours(1), l.header_timeout); }},
    {"body_timeout", [](const Field& f, Limits& l) { read_duration(f, Milliseconds(1), hours(1), l.body_timeout); }},
    {"idle_timeout", [](const Field& f, Limits& l) { read_duration(f, Milliseconds(1), hours(24), l.idle_timeout); }},
    {"max_wait", [](const Field& f, Limits& l) { read_duration(f, Milliseconds(1), hours(1), l.max_wait); }},
    {"drain", [](const Field& f, Limits& l) { read_duration(f, Milliseconds(0), hours(1), l.drain); }},
};

void read_limits(const Field& field, ServerDraft& draft) {
  Limits& limits = draft.server.limits;
  if (!read_section(field, kLimitKeys, limits) || limits.max_buffered >= limits.max_body) return;
  const Table& table = std::get<Table>(field.node.value);
  const Entry* buffered = table.find("max_buffered");
  const Entry* culprit = buffered != nullptr ? buffered : table.find("max_body");
  field.context.add(
      culprit != nullptr ? culprit->node.place : field.node.place, field.key + ".max_buffered",
      "expected at least max_body (" + show_size(limits.max_body) + "), found " + show_size(limits.max_buffered));
}

const Key<ServerDraft> kServerKeys[] = {
    {"listen", read_listen},
    {"base_url", [](const Field& f, ServerDraft& d) { read_server_url(f, d.server); }},
    {"tls_certificate", [](const Field& f, ServerDraft& d) { read_placed(f, d.certificate); }},
    {"tls_key", [](const Field& f, ServerDraft& d) { read_placed(f, d.key); }},
    {"tls_client_ca", [](const Field& f, ServerDraft& d) { read_placed(f, d.client_ca); }},
    {"admin_listen", read_admin_listen},
    {"state_dir", [](const Field& f, ServerDraft& d) { read_state_dir(f, d.server); }},
    {"limits", read_limits,
     [](const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kLimitKeys, names); }},
};

/// Whether sockets on the two would take each other's port. Hosts are in lower case here.
bool overlap(const std::string& address, const std::string& loopback) {
  const bool is_v6 = loopback.find(':') != std::string::npos;
  if (address == loopback || address == "::" || (address == "0.0.0.0" && !is_v6)) return true;
  const auto is_of_localhost = [](const std::string& a) { return a == "localhost" || a == "127.0.0.1" || a == "::1"; };
  const bool one_is_localhost = address == "localhost" || loopback == "localhost";
  return one_is_localhost && is_of_localhost(address) && is_of_localhost(loopback);
}

void check_admin_listen(const Field& field, const Table& table, const Server& server) {
  if (server.admin_port == 0 || server.admin_port != server.port) return;
  if (!overlap(server.address, server.admin_address)) return;
  const Entry* admin = table.find("admin_listen");
  const Entry* culprit = admin != nullptr ? admin : table.find("listen");
  field.context.add(culprit->node.place, field.key + ".admin_listen",
                    "expected another port than that of listen, found " + std::to_string(server.port) + " in both");
}

/// The file's path after a look into it; empty where there is no such key or a problem was reported.
std::string checked_pem(Context& context, const std::optional<Placed>& file, const char* mark, const char* what) {
  if (!file) return {};
  const std::string path = context.resolve(file->text);
  const FileText read = read_file(path, kMaxPem);
  const std::string expected = "expected a PEM file with " + std::string(what) + ", ";
  if (!read.text) {
    context.add(file->place, file->key, expected + read.wrong);
    return {};
  }
  if (read.text->find(mark) == std::string::npos) {
    context.add(file->place, file->key, expected + "found none in it");
    return {};
  }
  return path;
}

void check_tls(Context& context, const Table& table, ServerDraft& draft) {
  constexpr const char* kCertificate = "-----BEGIN CERTIFICATE-----";
  TlsFiles files{checked_pem(context, draft.certificate, kCertificate, "a certificate"),
                 checked_pem(context, draft.key, "PRIVATE KEY-----", "a private key"),
                 checked_pem(context, draft.client_ca, kCertificate, "a certificate")};
  for (const auto& [name, needed] : {std::pair("tls_certificate", "tls_key"), std::pair("tls_key", "tls_certificate"),
                                     std::pair("tls_client_ca", "tls_certificate")}) {
    const Entry* entry = table.find(name);
    if (entry == nullptr || table.find(needed) != nullptr) continue;
    context.add(entry->place, "server." + std::string(name),
                "expected " + std::string(needed) + " beside it, found none");
  }
  if (!files.certificate.empty() && !files.key.empty()) draft.server.tls = std::move(files);
}

}  // namespace

void read_server(const Field& field, Settings& settings) {
  ServerDraft draft{settings.server};
  if (!read_section(field, kServerKeys, draft)) return;
  const Table& table = std::get<Table>(field.node.value);
  check_tls(field.context, table, draft);
  check_admin_listen(field, table, draft.server);
}

void list_server(const std::string& prefix, std::vector<std::string>& names) { list_keys(prefix, kServerKeys, names); }

}  // namespace bridge::config
