#pragma once
// From the hash of a key to those who have the key, without the key itself.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace bridge::store {

/// Number of one resource's place in memory.
using Handle = std::uint32_t;

[[nodiscard]] std::uint32_t hash_of(std::string_view text) noexcept;
/// ASCII case ignored.
[[nodiscard]] std::uint32_t hash_of_folded(std::string_view text) noexcept;
/// Of two texts together.
[[nodiscard]] std::uint32_t hash_of(std::string_view scope, std::string_view text) noexcept;

/// 8 bytes an entry in one block, looked through from where the hash points on. Whoever asks compares the keys:
/// hashes may agree by chance. Of several with one hash the oldest comes first. Not safe from several threads.
class KeyTable {
 public:
  void add(std::uint32_t hash, Handle handle);
  /// Nothing happens when they don't have it.
  void remove(std::uint32_t hash, Handle handle);

  /// Calls `visit` with everybody who may have the key, the one that came to it last at the end.
  template <class Visit>
  void each(std::uint32_t hash, const Visit& visit) const {
    if (slots_.empty()) return;
    for (std::size_t at = hash & mask(); slots_[at].handle != kNobody; at = (at + 1) & mask()) {
      if (slots_[at].hash == hash) visit(slots_[at].handle);
    }
  }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  static constexpr Handle kNobody = ~Handle{0};
  struct Slot {
    std::uint32_t hash = 0;
    Handle handle = kNobody;
  };
  [[nodiscard]] std::size_t mask() const noexcept { return slots_.size() - 1; }
  void put(Slot slot);
  void grow();
  void close(std::size_t gap);

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

}  // namespace bridge::store
