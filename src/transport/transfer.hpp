#pragma once
// One call while it is under way: an easy handle, what it points into, and what has come back so far.

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <curl/curl.h>

#include "bridge/transport/http_client.hpp"

namespace bridge::transport {

/// Frees a list of headers after wiping it: one of them is the credential.
struct HeaderListFree {
  void operator()(curl_slist* list) const noexcept;
};
using HeaderList = std::unique_ptr<curl_slist, HeaderListFree>;

struct EasyFree {
  void operator()(CURL* easy) const noexcept { curl_easy_cleanup(easy); }
};

/// What an end without an answer means. `may_have_left`: libcurl had a connection and began with the request.
[[nodiscard]] Trouble trouble_of(CURLcode code, bool may_have_left);
/// Why, where nothing can have left. `verified`: what OpenSSL found out about the certificate (X509_V_…).
[[nodiscard]] Cause cause_of(CURLcode code, long verified);

class Transfer {
 public:
  /// Throws std::bad_alloc. The handle points at this object, which therefore stays where it is.
  explicit Transfer(Engine::Job job);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  [[nodiscard]] CURL* handle() const noexcept { return easy_.get(); }

  /// Gives the answer or the fault to the caller. Called once.
  void finish(CURLcode code);
  void fail(Trouble trouble, std::string why, Cause cause = Cause::Unknown);

 private:
  void set_up();
  void set_up_target();
  void set_up_method();
  void add_authorization();
  void set_up_headers();
  void set_up_receiving();
  void answer_begins();
  [[nodiscard]] Cause cause(CURLcode code, Trouble trouble);
  [[nodiscard]] bool takes_kept_connection() const;
  [[nodiscard]] bool has_body() const;
  [[nodiscard]] bool replaces(std::string_view name) const;
  void add_header(const std::string& line);
  bool take_header(std::string_view line);
  bool take_body(std::string_view bytes);
  template <class T>
  void set(CURLoption option, T value);

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static int on_request_begins(void* self, char*, char*, int, int);

  Engine::Job job_;
  std::string url_;
  std::array<char, CURL_ERROR_SIZE> error_{};
  HeaderList headers_;
  Answer answer_;
  std::size_t header_bytes_ = 0;
  bool may_have_left_ = false;
  bool too_large_ = false;
  bool answer_began_ = false;
  // Last, so that it goes first: the handle points into everything above.
  std::unique_ptr<CURL, EasyFree> easy_;
};

}  // namespace bridge::transport
