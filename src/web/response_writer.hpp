#pragma once
// A response as it goes over the wire.

#include <string>
#include <string_view>

#include "bridge/web/message.hpp"

namespace bridge::web {

/// What the server adds to an answer.
struct AnswerFrame {
  std::string_view request_id;
  std::string_view date;
  bool close = false;
};

/// Whether it can be sent as it is: a final status and header fields without control characters.
[[nodiscard]] bool is_sendable(const Response& response);
/// Takes out what keeps a response from being sendable.
void make_sendable(Response& response);

/// Whether answers of this status carry a body at all (RFC 9110 section 6.4.1).
[[nodiscard]] bool allows_body(int status);

/// Appends status line and header section. Headers that are the server's own to write are left out.
void append_head(std::string& out, const Response& response, const AnswerFrame& frame);

/// The current time as an HTTP date (RFC 9110 section 5.6.7), made anew once a second.
class DateLine {
 public:
  [[nodiscard]] std::string_view now();

 private:
  std::int64_t second_ = -1;
  std::string text_;
};

}  // namespace bridge::web
