#include "transport/transfer.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include "bridge/core/ascii_case.hpp"
#include "transport/gate.hpp"

namespace bridge::transport {

namespace {

constexpr const char* kUserAgent = "scimbridge/" SCIMBRIDGE_VERSION;
constexpr std::size_t kMaxHeaderBytes = std::size_t{256} << 10U;
/// Less is a standstill.
constexpr long kStallBytesASecond = 32;

void wipe(char* text, std::size_t size) noexcept {
  volatile char* bytes = text;
  for (std::size_t i = 0; i < size; ++i) bytes[i] = 0;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool is_tls_trouble(CURLcode code) {
  switch (code) {
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS: return true;
    default: return false;
  }
}

/// What OpenSSL says of a certificate (x509_vfy.h); libcurl hands the numbers on.
enum class Verified : long { NotTold = 1, NotYetValid = 9, Expired = 10 };

}  // namespace

void HeaderListFree::operator()(curl_slist* list) const noexcept {
  for (curl_slist* item = list; item != nullptr; item = item->next) wipe(item->data, std::strlen(item->data));
  curl_slist_free_all(list);
}

Trouble trouble_of(CURLcode code, bool may_have_left) {
  if (!may_have_left) return is_tls_trouble(code) ? Trouble::TlsFailed : Trouble::NotSent;
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return Trouble::TimedOut;
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_UNSUPPORTED_PROTOCOL:  // an answer without status line
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_WRITE_ERROR:  // a callback of ours ran out of memory
    case CURLE_OUT_OF_MEMORY: return Trouble::Unreadable;
    default: return Trouble::ConnectionLost;
  }
}

Cause cause_of(CURLcode code, long verified) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST: return Cause::NameNotFound;
    case CURLE_COULDNT_CONNECT: return Cause::ConnectionRefused;
    case CURLE_OPERATION_TIMEDOUT: return Cause::ConnectTimedOut;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY: return Cause::ProxyFailed;
    case CURLE_PEER_FAILED_VERIFICATION: break;
    default: return is_tls_trouble(code) ? Cause::HandshakeFailed : Cause::Unknown;
  }
  switch (static_cast<Verified>(verified)) {
    case Verified::NotYetValid:
    case Verified::Expired: return Cause::CertificateExpired;
    // libcurl compares the names itself, before it asks what OpenSSL found.
    case Verified::NotTold: return Cause::CertificateOfOtherHost;
  }
  return Cause::CertificateUntrusted;
}

Transfer::Transfer(Engine::Job job) : job_(std::move(job)), easy_(curl_easy_init()) {
  if (!easy_) throw std::bad_alloc();
  set_up();
}

void Transfer::finish(CURLcode code) {
  if (code != CURLE_OK) {
    const Trouble trouble = too_large_ ? Trouble::AnswerTooLarge : trouble_of(code, may_have_left_);
    const std::string reason = error_.front() != '\0' ? error_.data() : curl_easy_strerror(code);
    return fail(trouble, too_large_ ? "the answer is larger than the limit" : reason, cause(code, trouble));
  }
  job_.done(Reply(std::move(answer_)));
}

void Transfer::fail(Trouble trouble, std::string why, Cause cause) {
  job_.done(Reply(TransportFault{trouble, core::LogText{job_.request.method + ": " + std::move(why)}, cause}));
}

Cause Transfer::cause(CURLcode code, Trouble trouble) {
  if (trouble == Trouble::NotSent || trouble == Trouble::TlsFailed) {
    long verified = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_SSL_VERIFYRESULT, &verified);
    return cause_of(code, verified);
  }
  if (trouble != Trouble::TimedOut || !answer_began_) return Cause::Unknown;
  curl_off_t microseconds = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_TOTAL_TIME_T, &microseconds);
  const bool in_time = std::chrono::microseconds(microseconds) < job_.settings->timeout;
  return in_time ? Cause::Stalled : Cause::Unknown;
}

// The options used here exist and take these values; what can fail is memory.
template <class T>
void Transfer::set(CURLoption option, T value) {
  if (curl_easy_setopt(easy_.get(), option, value) != CURLE_OK) throw std::bad_alloc();
}

void Transfer::set_up() {
  set_up_target();
  set_up_method();
  set_up_headers();
  set_up_receiving();
}

void Transfer::set_up_target() {
  const ClientSettings& settings = *job_.settings;
  url_ = settings.base_url + job_.request.path;
  set(CURLOPT_URL, url_.c_str());
  set(CURLOPT_PATH_AS_IS, 1L);
  set(CURLOPT_PROTOCOLS_STR, is_plain_http(settings) ? "http" : "https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  // Set even when empty: an unset proxy is looked up in the environment, and so is an unset list of exceptions.
  set(CURLOPT_PROXY, settings.proxy.c_str());
  set(CURLOPT_NOPROXY, "");
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings.connect_timeout.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(settings.timeout.count()));
  if (takes_kept_connection()) return;
  // libcurl repeats a request by itself when a connection that was used before dies without an answer, POST
  // included. A fresh connection rules that out, and HTTP/1.1 keeps it fresh: with HTTP/2 a later request could
  // join it, which makes it a used one while this request is still waiting.
  set(CURLOPT_FRESH_CONNECT, 1L);
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
}

bool Transfer::takes_kept_connection() const {
  const Request& request = job_.request;
  return request.repeat_harmless || request.method == "GET" || request.method == "HEAD";
}

bool Transfer::has_body() const {
  const Request& request = job_.request;
  return !request.body.empty() || request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
}

void Transfer::set_up_method() {
  const Request& request = job_.request;
  if (has_body()) {
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDS, request.body.c_str());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  } else if (request.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
  }
  set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void Transfer::add_header(const std::string& line) {
  curl_slist* longer = curl_slist_append(headers_.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(headers_.release());
  headers_.reset(longer);
}

void Transfer::add_authorization() {
  std::string authorization = "Authorization: " + job_.authorization;
  wipe(job_.authorization.data(), job_.authorization.size());
  job_.authorization.clear();
  add_header(authorization);
  wipe(authorization.data(), authorization.size());
}

bool Transfer::replaces(std::string_view name) const {
  const auto& headers = job_.request.headers;
  return std::any_of(headers.begin(), headers.end(),
                     [&](const auto& header) { return core::equal_ignoring_case(header.first, name); });
}

void Transfer::set_up_headers() {
  if (!job_.authorization.empty() && !replaces("Authorization")) add_authorization();
  if (has_body() && !replaces("Content-Type")) add_header("Content-Type: " + job_.request.content_type);
  if (!replaces("Expect")) add_header("Expect:");  // no waiting for "100 Continue" before a large body
  for (const auto& [name, text] : job_.request.headers) add_header(name + (text.empty() ? ":" : ": " + text));
  set(CURLOPT_HTTPHEADER, headers_.get());
  set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // a proxy must not see the credential
  set(CURLOPT_USERAGENT, kUserAgent);
}

void Transfer::set_up_receiving() {
  set(CURLOPT_PRIVATE, static_cast<void*>(this));
  set(CURLOPT_ACCEPT_ENCODING, "gzip");
  set(CURLOPT_ERRORBUFFER, error_.data());
  set(CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  set(CURLOPT_PREREQFUNCTION, &Transfer::on_request_begins);
  set(CURLOPT_PREREQDATA, static_cast<void*>(this));
}

/// From here on bytes have to come: an answer that has begun is not being worked on any more.
void Transfer::answer_begins() {
  if (std::exchange(answer_began_, true)) return;
  set(CURLOPT_LOW_SPEED_LIMIT, kStallBytesASecond);
  set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(job_.settings->stall_timeout.count()));
}

bool Transfer::take_header(std::string_view line) {
  answer_begins();
  header_bytes_ += line.size();
  if (header_bytes_ > kMaxHeaderBytes) {
    too_large_ = true;
    return false;
  }
  if (line.substr(0, 5) == "HTTP/") {  // a new head; what came before was interim
    answer_.headers.clear();
    const std::size_t blank = line.find(' ');
    answer_.status = blank == std::string_view::npos ? 0 : std::atoi(std::string(line.substr(blank + 1)).c_str());
    return true;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return true;
  answer_.headers.emplace_back(core::fold_case(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1)));
  return true;
}

bool Transfer::take_body(std::string_view bytes) {
  if (bytes.size() > job_.settings->max_answer - answer_.body.size()) {
    too_large_ = true;
    return false;
  }
  answer_.body.append(bytes);
  return true;
}

// Exceptions must not cross libcurl: running out of memory here ends the call as Unreadable.
std::size_t Transfer::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  const std::size_t length = size * count;
  try {
    return static_cast<Transfer*>(self)->take_header({data, length}) ? length : 0;
  } catch (const std::bad_alloc&) {
    return 0;
  }
}

std::size_t Transfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  const std::size_t length = size * count;
  try {
    return static_cast<Transfer*>(self)->take_body({data, length}) ? length : 0;
  } catch (const std::bad_alloc&) {
    return 0;
  }
}

// Called when there is a connection, TLS included, and before the first byte of the request.
int Transfer::on_request_begins(void* self, char*, char*, int, int) {
  static_cast<Transfer*>(self)->may_have_left_ = true;
  return CURL_PREREQFUNC_OK;
}

}  // namespace bridge::transport
