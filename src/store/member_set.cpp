#include "store/member_set.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace bridge::store {

// The last piece that starts at or before the user; the first one when all start after them.
MemberSet::Pieces::iterator MemberSet::piece_for(IdKey user) {
  const auto after = std::upper_bound(pieces_.begin(), pieces_.end(), user, [this](IdKey key, const Piece& piece) {
    return ids_->is_before(key, piece.front().user());
  });
  return after == pieces_.begin() ? after : std::prev(after);
}

MemberSet::Piece::iterator MemberSet::place_in(Piece& piece, IdKey user) const {
  return std::lower_bound(piece.begin(), piece.end(), user,
                          [this](const Member& member, IdKey key) { return ids_->is_before(member.user(), key); });
}

Member* MemberSet::find(IdKey user) {
  if (pieces_.empty()) return nullptr;
  Piece& piece = *piece_for(user);
  const auto place = place_in(piece, user);
  return place != piece.end() && place->user() == user ? &*place : nullptr;
}

const Member* MemberSet::find(IdKey user) const { return const_cast<MemberSet*>(this)->find(user); }

Member& MemberSet::insert(Member member) {
  if (pieces_.empty()) return pieces_.emplace_back(1, member).front();
  const auto piece = piece_for(member.user());
  const auto place = piece->insert(place_in(*piece, member.user()), member);
  if (piece->size() <= kLongestPiece) return *place;
  return split(piece, static_cast<std::size_t>(place - piece->begin()));
}

// Members often come in the order of their ids, so the last piece is cut off full; others are halved.
Member& MemberSet::split(Pieces::iterator piece, std::size_t at) {
  const bool is_last = std::next(piece) == pieces_.end();
  const std::size_t kept = is_last ? kLongestPiece : kLongestPiece / 2;
  const auto cut = piece->begin() + static_cast<std::ptrdiff_t>(kept);
  Piece rest(cut, piece->end());
  piece->erase(cut, piece->end());
  const auto second = pieces_.insert(std::next(piece), std::move(rest));
  return at < kept ? (*std::prev(second))[at] : (*second)[at - kept];
}

void MemberSet::erase(IdKey user) {
  if (pieces_.empty()) return;
  const auto piece = piece_for(user);
  const auto place = place_in(*piece, user);
  if (place == piece->end() || place->user() != user) return;
  piece->erase(place);
  const auto next = std::next(piece);
  if (piece->empty()) {
    pieces_.erase(piece);
  } else if (next != pieces_.end() && piece->size() + next->size() <= kLongestPiece / 2) {
    // So that many who leave don't leave many short pieces.
    piece->insert(piece->end(), next->begin(), next->end());
    pieces_.erase(next);
  }
}

}  // namespace bridge::store
