#pragma once
// The members of one group in the order of their ids.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "store/id_keys.hpp"

namespace bridge::store {

/// Eight bytes a member: the id's key and three flags.
class Member {
 public:
  explicit Member(IdKey user) noexcept : bits_(user << kFlags) {}

  [[nodiscard]] IdKey user() const noexcept { return bits_ >> kFlags; }
  /// The identity provider asked for them.
  [[nodiscard]] bool asked() const noexcept { return has(1); }
  /// They are there in Smartsheet, or on the way.
  [[nodiscard]] bool seen() const noexcept { return has(2); }
  /// The person is Visible or Guest.
  [[nodiscard]] bool known() const noexcept { return has(4); }
  [[nodiscard]] bool shown() const noexcept { return seen() && known(); }
  void set_asked(bool on) noexcept { set(1, on); }
  void set_seen(bool on) noexcept { set(2, on); }
  void set_known(bool on) noexcept { set(4, on); }

 private:
  static constexpr unsigned kFlags = 3;
  static_assert(kIdKeyBits + kFlags <= 64);
  [[nodiscard]] bool has(std::uint64_t flag) const noexcept { return (bits_ & flag) != 0; }
  void set(std::uint64_t flag, bool on) noexcept { bits_ = on ? bits_ | flag : bits_ & ~flag; }

  std::uint64_t bits_;
};

/// Sorted, and cut into pieces of bounded length: who joins or leaves moves the members of one piece, however
/// many there are in all. Not safe from several threads.
class MemberSet {
 public:
  static constexpr std::size_t kLongestPiece = 512;

  explicit MemberSet(const IdKeys& ids) : ids_(&ids) {}

  /// Null pointer where there is none. Good until the next insert or erase.
  [[nodiscard]] Member* find(IdKey user);
  [[nodiscard]] const Member* find(IdKey user) const;
  /// The member must not be there yet.
  Member& insert(Member member);
  void erase(IdKey user);

  template <class Visit>
  void each(const Visit& visit) const {
    for (const Piece& piece : pieces_) {
      for (const Member& member : piece) visit(member);
    }
  }
  [[nodiscard]] std::size_t pieces() const noexcept { return pieces_.size(); }

 private:
  using Piece = std::vector<Member>;
  using Pieces = std::vector<Piece>;
  [[nodiscard]] Pieces::iterator piece_for(IdKey user);
  [[nodiscard]] Piece::iterator place_in(Piece& piece, IdKey user) const;
  Member& split(Pieces::iterator piece, std::size_t at);

  const IdKeys* ids_;
  Pieces pieces_;
};

}  // namespace bridge::store
