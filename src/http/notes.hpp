#pragma once
// What the access log needs to know of an exchange when it is over: kept from the answer to on_done.

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "bridge/core/fault.hpp"
#include "bridge/core/ids.hpp"

namespace bridge::http {

struct Note {
  std::string tenant;
  std::string client;
  std::optional<core::Fault> fault;
};

/// Callable from any thread. Whoever keeps a note must answer the request: on_done takes it out.
class Notes {
 public:
  void keep(const core::RequestId& request, Note note) {
    const std::lock_guard lock(mutex_);
    notes_.insert_or_assign(request, std::move(note));
  }

  [[nodiscard]] Note take(const core::RequestId& request) {
    const std::lock_guard lock(mutex_);
    auto node = notes_.extract(request);
    return node.empty() ? Note{} : std::move(node.mapped());
  }

 private:
  std::mutex mutex_;
  std::unordered_map<core::RequestId, Note> notes_;
};

}  // namespace bridge::http
