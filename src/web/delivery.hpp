#pragma once
// Tells whoever made an answer, once, whether it was written.

#include <functional>

#include "bridge/web/message.hpp"

namespace bridge::web {

/// Calls and clears response.delivered, if there is one.
void report_delivery(Response& response, bool written) noexcept;

/// The report of the answer that is on its way out: false unless it was told otherwise.
class Delivery {
 public:
  Delivery() = default;
  Delivery(const Delivery&) = delete;
  Delivery& operator=(const Delivery&) = delete;
  ~Delivery() { report(false); }

  void expect(Response& response);
  void report(bool written) noexcept;

 private:
  std::function<void(bool)> told_;
};

}  // namespace bridge::web
